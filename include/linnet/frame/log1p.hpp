// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/transform.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// Compresses counts: `sign(x) ln(1 + |x|)`, which is `ln(1 + x)` for numbers that are not negative. It keeps order and
/// sign. Missing values stay missing, and infinite ones infinite. The result is rounded to float from double and is the
/// same on every machine. It learns nothing, so it may be applied without a fit.
/// Source: `log1p` of numpy; for negative numbers the symmetric logarithm of Webber, "A bi-symmetric log transformation
/// for wide-range data", Measurement Science and Technology 24, 2013.
struct Log1p {
    std::string column;
    std::string to{}; ///< where the result goes; empty: back to the same column

    /// Throws DataError if there is no such column of numbers.
    LINNET_COLD void fit(const Frame& train) { static_cast<void>(train.numbers(column)); }

    /// Throws DataError if there is no such column of numbers.
    LINNET_COLD void apply(Frame& frame) const {
        std::vector<float> numbers = frame.numbers(column);
        for (float& number : numbers) {
            number = of(number);
        }
        frame.set(writes(), std::move(numbers));
    }

    /// The transform of one number.
    [[nodiscard]] LINNET_COLD static float of(float number) {
        const double size = std::abs(static_cast<double>(number));
        const double sum = 1.0 + size;
        if (!std::isfinite(number) || sum == 1.0) {
            return number;
        }
        // The rounding of the sum is in numerator and denominator alike, and their ratio hardly changes with it.
        // Source: Goldberg, "What every computer scientist should know about floating-point arithmetic", theorem 4.
        const double result = size * (log(pack<double, 1>(sum)).value() / (sum - 1.0));
        return static_cast<float>(std::copysign(result, static_cast<double>(number)));
    }

    [[nodiscard]] bool reads(std::string_view name) const { return name == column; }
    [[nodiscard]] std::string writes() const { return detail::target(column, to); }
    [[nodiscard]] bool operator==(const Log1p&) const = default;
};

} // namespace linnet::inline LINNET_ISA
