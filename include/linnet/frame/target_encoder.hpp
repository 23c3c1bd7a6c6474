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
    [[nodiscard]] double rate(double sum, double rows, double mean) const;
    [[nodiscard]] std::vector<std::uint32_t> places_of(const StringColumn& values) const;

    Settings settings_;
    detail::StringPool known_;
    std::vector<double> sums_; ///< of the labels of each known value, and then of none, for new ones
    std::vector<double> rows_;
    double mean_ = 0.0;
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

LINNET_COLD LINNET_DEFINITION double TargetEncoder::rate(double sum, double rows, double mean) const {
    const double all = rows + settings_.smoothing;
    return all > 0.0 ? (sum + settings_.smoothing * mean) / all : mean;
}

LINNET_COLD LINNET_DEFINITION std::vector<float> TargetEncoder::fit_transform(const StringColumn& values,
                                                                              std::span<const float> labels) {
    const std::size_t size = labels.size();
    if (values.size() != size || size == 0) {
        detail::fail<SettingError>({"TargetEncoder needs a label for each value, and at least one; it has ",
                                    values.size(), " values and ", size, " labels"});
    }
    detail::StringPool known;
    const std::size_t distinct = values.distinct();
    for (std::uint32_t code = 0; code < distinct; ++code) {
        known.add(values.string(code));
    }
    std::vector<std::size_t> fold(size);
    {
        std::vector<std::size_t> order(size);
        shuffled_order(Random{settings_.seed, 0}, order);
        for (std::size_t i = 0; i < size; ++i) {
            fold[order[i]] = i % settings_.folds;
        }
    }
    // Of each value, and in the last place of all rows; then the same of each fold.
    const std::size_t places = distinct + 1;
    std::vector<double> sums(places * (1 + settings_.folds));
    std::vector<double> rows(sums.size());
    for (std::size_t row = 0; row < size; ++row) {
        if (!std::isfinite(labels[row])) {
            detail::fail<DataError>({"TargetEncoder: row ", row, ": the label is not finite"});
        }
        const std::size_t own = places * (1 + fold[row]);
        for (const std::size_t place : {std::size_t{values.code(row)}, distinct}) {
            sums[place] += static_cast<double>(labels[row]);
            rows[place] += 1.0;
            sums[own + place] += static_cast<double>(labels[row]);
            rows[own + place] += 1.0;
        }
    }
    std::vector<float> rates(size);
    for (std::size_t row = 0; row < size; ++row) {
        const std::size_t own = places * (1 + fold[row]);
        const std::size_t place = values.code(row);
        const double others = rows[distinct] - rows[own + distinct];
        const double mean = others > 0.0 ? (sums[distinct] - sums[own + distinct]) / others : 0.0;
        rates[row] = static_cast<float>(rate(sums[place] - sums[own + place], rows[place] - rows[own + place], mean));
    }
    known_ = std::move(known);
    mean_ = sums[distinct] / rows[distinct];
    sums.resize(places);
    rows.resize(places);
    sums[distinct] = rows[distinct] = 0.0;
    sums_ = std::move(sums);
    rows_ = std::move(rows);
    return rates;
}

LINNET_COLD LINNET_DEFINITION std::vector<std::uint32_t> TargetEncoder::places_of(const StringColumn& values) const {
    if (sums_.empty()) {
        detail::fail<SettingError>({"TargetEncoder knows nothing before fit_transform"});
    }
    std::vector<std::uint32_t> places(values.distinct());
    for (std::uint32_t code = 0; code < places.size(); ++code) {
        const std::uint32_t place = known_.find(values.string(code));
        places[code] = place == detail::StringPool::none ? static_cast<std::uint32_t>(known_.size()) : place;
    }
    return places;
}

LINNET_COLD LINNET_DEFINITION std::vector<float> TargetEncoder::transform(const StringColumn& values) const {
    const std::vector<std::uint32_t> places = places_of(values);
    std::vector<float> rates(values.size());
    for (std::size_t row = 0; row < rates.size(); ++row) {
        const std::uint32_t place = places[values.code(row)];
        rates[row] = static_cast<float>(rate(sums_[place], rows_[place], mean_));
    }
    return rates;
}

LINNET_COLD LINNET_DEFINITION std::vector<float> TargetEncoder::counts(const StringColumn& values) const {
    const std::vector<std::uint32_t> places = places_of(values);
    std::vector<float> counts(values.size());
    for (std::size_t row = 0; row < counts.size(); ++row) {
        counts[row] = static_cast<float>(rows_[places[values.code(row)]]);
    }
    return counts;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
