// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <ratio>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/fill.hpp>
#include <linnet/simd/cos.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The x below which a standard Cauchy number lies with probability p, 0 < p < 1: tan(pi (p - 1/2)), of which each tail
/// is as exact as the middle. The relative error is about 1e-15 for p that are multiples of 2^-53.
[[nodiscard]] inline double cauchy_quantile(double p) {
    const double turn = p - 0.5;
    const bool tail = std::abs(turn) > 0.25;
    const double near = tail ? 0.5 - std::abs(turn) : std::abs(turn); // exact
    const pack<double, 1> angle(std::numbers::pi * near);
    const double sine = sin(angle).value();
    const double cosine = cos(angle).value();
    const double size = tail ? cosine / sine : sine / cosine;
    return turn < 0 ? -size : size;
}

} // namespace detail

/// Cauchy numbers of median `Center`, half of which lie within `Scale` of it. They have no mean and no deviation. The
/// defaults are 1 and 0. What kernels of Laplace need; see RandomFourierFeatures.
template <class Scale = std::ratio<1>, class Center = std::ratio<0>>
struct RandomCauchy {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random random) const {
        detail::fill(values, [&](std::size_t i) {
            return multiply_add(detail::ratio_value<Scale>, detail::cauchy_quantile(random.uniform(i)),
                                detail::ratio_value<Center>);
        });
    }
};

} // namespace linnet::inline LINNET_ISA
