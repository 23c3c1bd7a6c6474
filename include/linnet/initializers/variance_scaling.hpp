// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ratio>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/fill.hpp>
#include <linnet/initializers/truncated_normal.hpp>
#include <linnet/simd/multiply_add.hpp>

namespace linnet::inline LINNET_ISA {

/// The fan by which the variance is divided.
enum class FanMode { in, out, average };
/// The distribution from which the numbers are drawn.
enum class Spread { uniform, truncated_normal };

/// Numbers of mean 0 and variance `Scale / fan`: uniform in +-sqrt(3 Scale / fan), or from a truncated normal
/// distribution.
/// Source: `VarianceScaling` of Keras. The named initializers below give their papers.
template <class Scale, FanMode Mode, Spread Distribution>
struct VarianceScaling {
    template <class T>
    void operator()(MatrixView<T> values, Fans fans, Random random) const {
        const auto in = static_cast<double>(fans.in);
        const auto out = static_cast<double>(fans.out);
        const double fan = std::max(1.0, Mode == FanMode::in ? in : Mode == FanMode::out ? out : (in + out) / 2);
        const double variance = detail::ratio_value<Scale> / fan;
        if constexpr (Distribution == Spread::uniform) {
            const double limit = std::sqrt(3.0 * variance);
            detail::fill(values, [&](std::size_t i) { return limit * multiply_add(2.0, random.uniform(i), -1.0); });
        } else {
            const double deviation = std::sqrt(variance) / detail::truncated_normal_deviation;
            detail::fill(values,
                         [&](std::size_t i) { return deviation * detail::truncated_normal(random.uniform(i)); });
        }
    }
};

/// Glorot and Bengio, AISTATS 2010: uniform in +-sqrt(6 / (in + out)). The default of Dense kernels, as in Keras.
using GlorotUniform = VarianceScaling<std::ratio<1>, FanMode::average, Spread::uniform>;
/// Glorot and Bengio, AISTATS 2010: variance 2 / (in + out).
using GlorotNormal = VarianceScaling<std::ratio<1>, FanMode::average, Spread::truncated_normal>;
/// He et al., ICCV 2015: uniform in +-sqrt(6 / in).
using HeUniform = VarianceScaling<std::ratio<2>, FanMode::in, Spread::uniform>;
/// He et al., ICCV 2015: variance 2 / in.
using HeNormal = VarianceScaling<std::ratio<2>, FanMode::in, Spread::truncated_normal>;
/// LeCun et al., "Efficient BackProp", 1998: uniform in +-sqrt(3 / in).
using LecunUniform = VarianceScaling<std::ratio<1>, FanMode::in, Spread::uniform>;
/// LeCun et al., "Efficient BackProp", 1998: variance 1 / in.
using LecunNormal = VarianceScaling<std::ratio<1>, FanMode::in, Spread::truncated_normal>;

} // namespace linnet::inline LINNET_ISA
