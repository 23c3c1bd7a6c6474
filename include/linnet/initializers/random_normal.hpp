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

/// Normal numbers of mean `Center` and the given standard deviation. The defaults are those of Keras: 0 and 0.05.
template <class StandardDeviation = std::ratio<5, 100>, class Center = std::ratio<0>>
struct RandomNormal {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random random) const {
        detail::fill(values, [&](std::size_t i) {
            return multiply_add(detail::ratio_value<StandardDeviation>, normal_quantile(random.uniform(i)),
                                detail::ratio_value<Center>);
        });
    }
};

} // namespace linnet::inline LINNET_ISA
