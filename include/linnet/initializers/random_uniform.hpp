// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <ratio>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/fill.hpp>
#include <linnet/simd/multiply_add.hpp>

namespace linnet::inline LINNET_ISA {

/// Uniform numbers in [Low, High]. The defaults, -0.05 and 0.05, are those of Keras, and those of tables.
template <class Low = std::ratio<-5, 100>, class High = std::ratio<5, 100>>
struct RandomUniform {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random random) const {
        constexpr double low = detail::ratio_value<Low>;
        constexpr double span = detail::ratio_value<High> - low;
        detail::fill(values, [&](std::size_t i) { return multiply_add(span, random.uniform(i), low); });
    }
};

} // namespace linnet::inline LINNET_ISA
