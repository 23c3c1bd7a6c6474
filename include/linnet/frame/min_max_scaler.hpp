// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/known_numbers.hpp>
#include <linnet/frame/transform.hpp>

namespace linnet::inline LINNET_ISA {

/// Scales numbers to 0 .. 1: `(x - lowest) / (highest - lowest)`, where lowest and highest are those of the training
/// numbers. Missing values are ignored by the fit and stay missing. A column whose numbers are all equal is divided by
/// 1, so its numbers become 0. Numbers outside the range of the training numbers fall outside 0 .. 1, unless they are
/// clipped.
/// Source: `MinMaxScaler` of scikit-learn.
struct MinMaxScaler {
    std::string column;
    std::string to{};  ///< where the result goes; empty: back to the same column
    bool clip = false; ///< whether results below 0 become 0, and those above 1 become 1

    // Learned by fit.
    bool fitted = false;
    float lowest = 0.0F;
    float highest = 1.0F;

    /// Throws DataError if there is no such column of numbers, it has no number, or one is infinite.
    void fit(const Frame& train);

    /// Throws SettingError before the fit, and DataError if there is no such column of numbers.
    void apply(Frame& frame) const;

    [[nodiscard]] bool reads(std::string_view name) const { return name == column; }
    [[nodiscard]] std::string writes() const { return detail::target(column, to); }
    [[nodiscard]] bool operator==(const MinMaxScaler&) const = default;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void MinMaxScaler::fit(const Frame& train) {
    const std::vector<float> known = detail::known_numbers(train, "MinMaxScaler", column);
    lowest = known[0];
    highest = known[0];
    for (const float number : known) {
        lowest = number < lowest ? number : lowest;
        highest = number > highest ? number : highest;
    }
    fitted = true;
}

LINNET_COLD LINNET_DEFINITION void MinMaxScaler::apply(Frame& frame) const {
    detail::check_fitted(fitted, "MinMaxScaler", column);
    std::vector<float> numbers = frame.numbers(column);
    const double from = static_cast<double>(lowest);
    const double range = lowest == highest ? 1.0 : static_cast<double>(highest) - from;
    for (float& number : numbers) {
        const double scaled = (static_cast<double>(number) - from) / range;
        number = static_cast<float>(clip && scaled < 0.0 ? 0.0 : clip && scaled > 1.0 ? 1.0 : scaled);
    }
    frame.set(writes(), std::move(numbers));
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
