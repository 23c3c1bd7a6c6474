// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The denominator of a softmax: exp(highest) * total = sum over j of exp(from[j]).
template <class T>
struct SoftmaxSum {
    T highest;
    T total;
};

/// The largest of n > 0 numbers. As in `std::max_element`, a NaN only counts if it comes first.
template <class T, std::size_t W>
[[nodiscard]] LINNET_INLINE T highest_of(const T* from, std::size_t n) {
    using P = pack<T, W>;
    T most = from[0];
    std::size_t i = 0;
    if (n >= 4 * W) {
        P a(most); // four maxima, because a single one would wait for its own result
        P b(most);
        P c(most);
        P d(most);
        for (; i + 4 * W <= n; i += 4 * W) {
            a = max(P::load(from + i), a);
            b = max(P::load(from + i + W), b);
            c = max(P::load(from + i + 2 * W), c);
            d = max(P::load(from + i + 3 * W), d);
        }
        T lanes[W];
        max(max(a, b), max(c, d)).store(lanes);
        most = std::max(most, *std::max_element(lanes, lanes + W));
    }
    return i == n ? most : std::max(most, *std::max_element(from + i, from + n));
}

/// to[i] = exp(from[i] - m) / sum over j of exp(from[j] - m), with m the maximum of `from`. `to` may be `from`.
template <class T, std::size_t W>
SoftmaxSum<T> softmax(const T* from, T* to, std::size_t n) {
    using P = pack<T, W>;
    if (n == 0) {
        return {T{0}, T{0}};
    }
    const T most = highest_of<T, W>(from, n);
    const P highest(most);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes)
                            LINNET_INLINE_LAMBDA { exp(P::load(from + i, lanes) - highest).store(to + i, lanes); });
    const T sum_of_all = sum<T, W>(to, n);
    const P total(sum_of_all);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes)
                            LINNET_INLINE_LAMBDA { (P::load(to + i, lanes) / total).store(to + i, lanes); });
    return {most, sum_of_all};
}

/// d_from[i] = y[i] (d_y[i] - sum over j of d_y[j] y[j]), for y = softmax(from).
template <class T, std::size_t W>
void softmax_gradient(const T* y, const T* d_y, T* d_from, std::size_t n) {
    using P = pack<T, W>;
    const P shift(dot<T, W>(d_y, y, n));
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        (P::load(y + i, lanes) * (P::load(d_y + i, lanes) - shift)).store(d_from + i, lanes);
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
