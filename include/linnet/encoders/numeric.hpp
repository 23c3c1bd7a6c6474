// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/bucket.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/bucket.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/log1p.hpp>
#include <linnet/frame/standard_scaler.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

/// What becomes of the numbers of a column, in this order.
struct NumericSettings {
    bool log1p = false;         ///< `sign(x) ln(1 + |x|)`, for counts; see Log1p
    bool standardise = true;    ///< to a mean of 0 and a deviation of 1 in training; see StandardScaler
    float missing = 0.0F;       ///< what a missing number becomes after that: 0 is the mean
    bool add_indicator = false; ///< a further column behind those of numbers, for each: 1 where it is missing, else 0
};

/// What `numeric` returns.
template <NumberFeature F>
class NumericEncoder {
public:
    using features = TypeList<F>;

    LINNET_COLD NumericEncoder(std::vector<std::string> columns, const NumericSettings& settings)
        : columns_{std::move(columns)}, settings_{settings}, means_(columns_.size()),
          deviations_(columns_.size(), 1.0) {
        const std::size_t made = columns_.size() * (settings_.add_indicator ? 2 : 1);
        if (made != F::columns) {
            detail::fail<SettingError>({"numeric: feature '", F::name, "' has ", F::columns, " columns, and ",
                                        columns_.size(), " columns", settings_.add_indicator ? " and indicators" : "",
                                        " make ", made});
        }
        if (!std::isfinite(settings_.missing)) {
            detail::fail<SettingError>(
                {"numeric: feature '", F::name, "' cannot have ", settings_.missing, " for missing numbers"});
        }
    }

    [[nodiscard]] std::vector<std::string> columns() const { return columns_; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        return detail::text({detail::encoder_text("numeric", F::name, columns_), settings_.log1p ? ", log1p" : "",
                             settings_.standardise ? ", standardise" : "", ", missing ",
                             detail::shortest_text(settings_.missing),
                             settings_.add_indicator ? ", add_indicator)" : ")"});
    }
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>&) {
        std::vector<double> means(columns_.size());
        std::vector<double> deviations(columns_.size(), 1.0);
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            std::vector<float> column = before_scaling(frame, c); // throws where there is none
            if (!settings_.standardise) {
                continue;
            }
            Frame numbers;
            numbers.set(columns_[c], std::move(column));
            StandardScaler scaler{.column = columns_[c]};
            scaler.fit(numbers);
            means[c] = scaler.mean;
            deviations[c] = scaler.deviation;
        }
        means_ = std::move(means);
        deviations_ = std::move(deviations);
    }
    template <class All, class Places>
    void grow(const Frame&, detail::VocabularySet<All, Places>&) {}
    /// Throws DataError, naming column and row, for a number that is infinite, or becomes so when it is scaled.
    template <class One, class All, class Places>
    [[nodiscard]] LINNET_COLD ColumnStore<One> encode(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>&) const {
        ColumnStore<One> store;
        store.numbers.resize(frame.size() * F::columns);
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const std::vector<float> numbers = before_scaling(frame, c);
            for (std::size_t row = 0; row < numbers.size(); ++row) {
                const bool is_missing = std::isnan(numbers[row]);
                const auto scaled =
                    static_cast<float>((static_cast<double>(numbers[row]) - means_[c]) / deviations_[c]);
                if (std::isinf(numbers[row]) || std::isinf(scaled)) {
                    detail::fail<DataError>({"column '", columns_[c], "', row ", row, ": the number is ",
                                             std::isinf(numbers[row]) ? "infinite" : "infinite when it is scaled"});
                }
                store.numbers[row * F::columns + c] = is_missing ? settings_.missing : scaled;
                if (settings_.add_indicator) {
                    store.numbers[row * F::columns + columns_.size() + c] = is_missing ? 1.0F : 0.0F;
                }
            }
        }
        return store;
    }
    /// Means, then deviations.
    [[nodiscard]] LINNET_COLD std::vector<double> learned() const {
        std::vector<double> numbers = means_;
        numbers.insert(numbers.end(), deviations_.begin(), deviations_.end());
        return numbers;
    }
    LINNET_COLD void set_learned(std::span<const double> numbers) {
        const std::size_t n = columns_.size();
        bool fits = numbers.size() == 2 * n;
        for (std::size_t i = 0; fits && i < numbers.size(); ++i) {
            const double unscaled = i < n ? 0.0 : 1.0;
            fits = settings_.standardise ? std::isfinite(numbers[i]) && (i < n || numbers[i] > 0.0)
                                         : numbers[i] == unscaled;
        }
        if (!fits) {
            detail::fail<DataError>({"means and deviations of ", n, " columns that are none"});
        }
        means_.assign(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(n));
        deviations_.assign(numbers.begin() + static_cast<std::ptrdiff_t>(n), numbers.end());
    }

private:
    [[nodiscard]] LINNET_COLD std::vector<float> before_scaling(const Frame& frame, std::size_t c) const {
        std::vector<float> numbers = detail::column_of_numbers(frame, columns_[c]);
        for (float& number : numbers) {
            number = settings_.log1p ? Log1p::of(number) : number;
        }
        return numbers;
    }

    std::vector<std::string> columns_;
    NumericSettings settings_;
    std::vector<double> means_;
    std::vector<double> deviations_;
};

/// Columns of numbers as a Numeric of as many columns, scaled by what the training data says:
/// `numeric<Counts>(numbered("I", 1, 13), {.log1p = true})`.
/// Throws SettingError if the feature has another number of columns.
template <NumberFeature F>
[[nodiscard]] LINNET_COLD NumericEncoder<F> numeric(std::vector<std::string> columns = {std::string{F::name}},
                                                    const NumericSettings& settings = {}) {
    return NumericEncoder<F>(std::move(columns), settings);
}

} // namespace linnet::inline LINNET_ISA
