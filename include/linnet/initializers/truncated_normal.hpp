// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <ratio>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/fill.hpp>
#include <linnet/initializers/normal_quantile.hpp>
#include <linnet/simd/multiply_add.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// A standard normal number within two standard deviations, made from a uniform number.
[[nodiscard]] inline double truncated_normal(double uniform) {
    constexpr double below = 0.022750131948179207; // P(x < -2)
    return normal_quantile(multiply_add(1.0 - 2.0 * below, uniform, below));
}

/// The standard deviation of `truncated_normal`, by which the variance scaling of Keras divides.
inline constexpr double truncated_normal_deviation = 0.87962566103423978;

} // namespace detail

/// Normal numbers of mean `Center`; one beyond two standard deviations is drawn again. The defaults are those of Keras:
/// a deviation of 0.05 and a mean of 0.
template <class StandardDeviation = std::ratio<5, 100>, class Center = std::ratio<0>>
struct TruncatedNormal {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random random) const {
        detail::fill(values, [&](std::size_t i) {
            return multiply_add(detail::ratio_value<StandardDeviation>, detail::truncated_normal(random.uniform(i)),
                                detail::ratio_value<Center>);
        });
    }
};

} // namespace linnet::inline LINNET_ISA
