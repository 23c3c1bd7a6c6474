// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

#include <linnet/config.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The 1.5-entmax, which is a softmax that gives no weight at all to numbers far below the highest: to[i] = max(0,
/// from[i] / 2 - t)^2, with the threshold t for which they add up to 1. `to` may be `from`. A NaN makes all of them
/// NaN.
///
/// Newton's method finds the threshold from below: each of some eight rounds costs 5 n flops. Sums take canonical
/// lanes. Source: Peters, Niculae, Martins, "Sparse sequence-to-sequence models", ACL 2019, equation 12.
template <class T, std::size_t W>
void entmax15(const T* from, T* to, std::size_t n) {
    using P = pack<T, W>;
    if (n == 0) {
        return;
    }
    // to[i] is how far from[i] / 2 is above the threshold, which is at first one below the highest.
    const P half(T{0.5});
    const P highest(highest_of<T, W>(from, n));
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        max(P(T{0}), fma(P::load(from + i, lanes) - highest, half, P(T{1}))).store(to + i, lanes);
    });
    T squares;
    for (;;) {
        squares = dot<T, W>(to, to, n);
        const T step = (squares - T{1}) / (T{2} * sum<T, W>(to, n));
        if (!(step > std::numeric_limits<T>::epsilon())) {
            break;
        }
        for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            max(P(T{0}), P::load(to + i, lanes) - P(step)).store(to + i, lanes);
        });
    }
    const P total(squares);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const P above = P::load(to + i, lanes);
        (above * above / total).store(to + i, lanes);
    });
}

/// d_from[i] = s[i] (d_y[i] - (sum over j of d_y[j] s[j]) / (sum over j of s[j])), for y = entmax15(from) and s = the
/// square roots of y. `d_from` may be `d_y`.
template <class T, std::size_t W>
void entmax15_gradient(const T* y, const T* d_y, T* d_from, std::size_t n) {
    using P = pack<T, W>;
    constexpr std::size_t block = 16;
    auto products = lanes16<T, W>::zero();
    auto total = lanes16<T, W>::zero();
    for (std::size_t first = 0; first < n; first += block) {
        const std::size_t count = std::min(block, n - first);
        T roots[block];
        for_each_pack<W>(count, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            sqrt(P::load(y + first + i, lanes)).store(roots + i, lanes);
        });
        products.multiply_add_first(roots, d_y + first, count);
        total.add_first(roots, count);
    }
    const P shift(products.reduce() / total.reduce());
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        (sqrt(P::load(y + i, lanes)) * (P::load(d_y + i, lanes) - shift)).store(d_from + i, lanes);
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
