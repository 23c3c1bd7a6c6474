// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/rank_key.hpp>
#include <linnet/core/selected.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The numbers of a column that are not missing, for a transform called `transform` to learn from.
/// Throws DataError if there is no such column, it has no number, or one is infinite.
[[nodiscard]] std::vector<float> known_numbers(const Frame& train, std::string_view transform, std::string_view column);

/// The numbers in rising order. O(n)
[[nodiscard]] std::vector<float> sorted(const std::vector<float>& numbers);

/// The mean, with the sum taken in order. requires: there are numbers
[[nodiscard]] double mean(const std::vector<float>& numbers);

/// The `numerator / denominator` quantile of n sorted numbers: the value at place `(n - 1) numerator / denominator`,
/// counted from 0, interpolated between the two numbers beside that place. The median is the quantile 1 / 2.
/// requires: there are numbers, numerator <= denominator
/// Source: Hyndman, Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996, type 7, as
/// `numpy.quantile` by default.
[[nodiscard]] double quantile(const std::vector<float>& sorted, std::size_t numerator, std::size_t denominator);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION std::vector<float> known_numbers(const Frame& train, std::string_view transform,
                                                               std::string_view column) {
    const std::vector<float>& numbers = train.numbers(column);
    std::vector<float> known;
    known.reserve(numbers.size());
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        if (std::isinf(numbers[row])) {
            fail<DataError>({transform, ": column '", column, "' is infinite in row ", row});
        }
        if (!std::isnan(numbers[row])) {
            known.push_back(numbers[row]);
        }
    }
    if (known.empty()) {
        fail<DataError>({transform, ": column '", column, "' has no number to learn from"});
    }
    return known;
}

LINNET_COLD LINNET_DEFINITION std::vector<float> sorted(const std::vector<float>& numbers) {
    std::vector<std::uint64_t> keys(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        keys[i] = rank_key(static_cast<double>(numbers[i]));
    }
    return selected(numbers, sorted_order(keys));
}

LINNET_COLD LINNET_DEFINITION double mean(const std::vector<float>& numbers) {
    double sum = 0.0;
    for (const float number : numbers) {
        sum += static_cast<double>(number);
    }
    return sum / static_cast<double>(numbers.size());
}

LINNET_COLD LINNET_DEFINITION double quantile(const std::vector<float>& sorted, std::size_t numerator,
                                              std::size_t denominator) {
    const std::size_t place = (sorted.size() - 1) * numerator;
    const std::size_t below = place / denominator;
    const double low = static_cast<double>(sorted[below]);
    const double share = static_cast<double>(place % denominator) / static_cast<double>(denominator);
    return share == 0.0 ? low : std::fma(static_cast<double>(sorted[below + 1]) - low, share, low);
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
