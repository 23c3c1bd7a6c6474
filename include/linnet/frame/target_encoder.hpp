// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/string_pool.hpp>

namespace linnet::inline LINNET_ISA {

/// A category as one number, how its rows were labelled, for models that read numbers, such as trees:
///
///     rate = (sum of its labels + smoothing mean) / (its rows + smoothing),   mean: that of all labels
///
/// A category that was not seen gets the mean. Rows to train on must not see their own labels, so they are encoded by
/// `fit_transform`, each fifth of them by what the others say; new rows by `transform`, by all rows of the fit.
/// The result is a function of the values, the labels and the settings.
/// Source: Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes", SIGKDD Explorations 3
/// (2001); scikit-learn `TargetEncoder`.
class TargetEncoder {
public:
    struct Settings {
        double smoothing = 10.0; ///< rows that count for the mean
        std::size_t folds = 5;
        std::uint64_t seed = 0; ///< of the folds
    };

    TargetEncoder() = default;
    /// Throws SettingError for fewer than two folds or a smoothing that is negative or not finite.
    explicit TargetEncoder(const Settings& settings);

    /// Learns the rates, and returns those of the rows themselves, out of fold. If it throws, it is as before.
    /// Throws SettingError if there are no rows or not one label for each, DataError for a label that is not finite.
    std::vector<float> fit_transform(const StringColumn& values, std::span<const float> labels);

    /// The rates of other rows. Throws SettingError before the fit.
    [[nodiscard]] std::vector<float> transform(const StringColumn& values) const;
    /// How many rows of the fit had the value of each row. Throws SettingError before the fit.
    [[nodiscard]] std::vector<float> counts(const StringColumn& values) const;

private:
    struct Sum {
        double labels = 0.0;
        double rows = 0.0;
    };
    struct Sums {
        std::vector<Sum> of_values;
        Sum all;
    };
    [[nodiscard]] float rate(const Sum& sum, const Sum& all) const;
    template <class Number>
    [[nodiscard]] std::vector<float> look_up(const StringColumn& values, const Number& number) const;

    Settings settings_;
    detail::StringPool known_;
    Sums sums_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>
#include <utility>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION TargetEncoder::TargetEncoder(const Settings& settings) : settings_{settings} {
    if (settings.folds < 2) {
        detail::fail<SettingError>({"TargetEncoder needs at least 2 folds, not ", settings.folds});
    }
    if (!(settings.smoothing >= 0.0 && std::isfinite(settings.smoothing))) {
        detail::fail<SettingError>({"the smoothing of TargetEncoder must be at least 0 and finite"});
    }
}

LINNET_COLD LINNET_DEFINITION float TargetEncoder::rate(const Sum& sum, const Sum& all) const {
    const double mean = all.rows > 0.0 ? all.labels / all.rows : 0.0;
    const double rows = sum.rows + settings_.smoothing;
    return static_cast<float>(rows > 0.0 ? (sum.labels + settings_.smoothing * mean) / rows : mean);
}

LINNET_COLD LINNET_DEFINITION std::vector<float> TargetEncoder::fit_transform(const StringColumn& values,
                                                                              std::span<const float> labels) {
    if (values.size() != labels.size() || labels.empty()) {
        detail::fail<SettingError>({"TargetEncoder needs a label for each value, and at least one; it has ",
                                    values.size(), " values and ", labels.size(), " labels"});
    }
    detail::StringPool known;
    for (std::uint32_t code = 0; code < values.distinct(); ++code) {
        known.add(values.string(code));
    }
    std::vector<std::size_t> order(labels.size());
    shuffled_order(Random{settings_.seed, 0}, order);
    std::vector<std::uint32_t> fold(labels.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        fold[order[i]] = static_cast<std::uint32_t>(i % settings_.folds);
    }
    Sums all{std::vector<Sum>(values.distinct()), {}};
    std::vector<Sums> of_folds(settings_.folds, all);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        if (!std::isfinite(labels[row])) {
            detail::fail<DataError>({"TargetEncoder: row ", row, ": the label is not finite"});
        }
        Sums& own = of_folds[fold[row]];
        for (Sum* sum : {&own.of_values[values.code(row)], &own.all, &all.of_values[values.code(row)], &all.all}) {
            sum->labels += static_cast<double>(labels[row]);
            sum->rows += 1.0;
        }
    }
    const auto without = [](const Sum& sum, const Sum& own) {
        return Sum{sum.labels - own.labels, sum.rows - own.rows};
    };
    std::vector<float> rates;
    rates.reserve(labels.size());
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const Sums& own = of_folds[fold[row]];
        const std::uint32_t code = values.code(row);
        rates.push_back(rate(without(all.of_values[code], own.of_values[code]), without(all.all, own.all)));
    }
    known_ = std::move(known);
    sums_ = std::move(all);
    return rates;
}

template <class Number>
LINNET_COLD std::vector<float> TargetEncoder::look_up(const StringColumn& values, const Number& number) const {
    if (sums_.of_values.empty()) {
        detail::fail<SettingError>({"TargetEncoder knows nothing before fit_transform"});
    }
    std::vector<float> of_codes;
    for (std::uint32_t code = 0; code < values.distinct(); ++code) {
        const std::uint32_t place = known_.find(values.string(code));
        of_codes.push_back(number(place == detail::StringPool::none ? Sum{} : sums_.of_values[place]));
    }
    std::vector<float> result;
    result.reserve(values.size());
    for (const std::uint32_t code : values.codes()) {
        result.push_back(of_codes[code]);
    }
    return result;
}

LINNET_COLD LINNET_DEFINITION std::vector<float> TargetEncoder::transform(const StringColumn& values) const {
    return look_up(values, [this](const Sum& sum) { return rate(sum, sums_.all); });
}

LINNET_COLD LINNET_DEFINITION std::vector<float> TargetEncoder::counts(const StringColumn& values) const {
    return look_up(values, [](const Sum& sum) { return static_cast<float>(sum.rows); });
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
