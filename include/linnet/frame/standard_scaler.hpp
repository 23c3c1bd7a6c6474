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

/// Scales numbers to a mean of 0 and a standard deviation of 1: `(x - mean) / deviation`, where `deviation = sqrt(sum
/// (x - mean)^2 / n)` over the n training numbers. Missing values are ignored by the fit and stay missing. A column
/// whose numbers are all equal counts as having a deviation of 1, so its numbers become 0.
/// Source: `StandardScaler` of scikit-learn.
struct StandardScaler {
    std::string column;
    std::string to{}; ///< where the result goes; empty: back to the same column

    // Learned by fit.
    bool fitted = false;
    double mean = 0.0;
    double deviation = 1.0;

    /// Throws DataError if there is no such column of numbers, it has no number, or one is infinite.
    void fit(const Frame& train);

    /// Throws SettingError before the fit, and DataError if there is no such column of numbers.
    void apply(Frame& frame) const;

    [[nodiscard]] bool reads(std::string_view name) const { return name == column; }
    [[nodiscard]] std::string writes() const { return detail::target(column, to); }
    [[nodiscard]] bool operator==(const StandardScaler&) const = default;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void StandardScaler::fit(const Frame& train) {
    const std::vector<float> known = detail::known_numbers(train, "StandardScaler", column);
    mean = detail::mean(known);
    double squares = 0.0;
    for (const float number : known) {
        const double from_mean = static_cast<double>(number) - mean;
        squares = std::fma(from_mean, from_mean, squares);
    }
    deviation = squares == 0.0 ? 1.0 : std::sqrt(squares / static_cast<double>(known.size()));
    fitted = true;
}

LINNET_COLD LINNET_DEFINITION void StandardScaler::apply(Frame& frame) const {
    detail::check_fitted(fitted, "StandardScaler", column);
    std::vector<float> numbers = frame.numbers(column);
    for (float& number : numbers) {
        number = static_cast<float>((static_cast<double>(number) - mean) / deviation);
    }
    frame.set(writes(), std::move(numbers));
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
