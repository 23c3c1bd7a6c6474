// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// to[c] = sum over i of weights[i] rows[i][c], in the order of i: a product, then one fused multiply-add each.
/// Shapes: weights `count` > 0; rows `count x n`; to `n`, which is none of the rows. Cost: 2 count n flops.
template <class T, std::size_t W>
void mix(const T* weights, const T* const* rows, std::size_t count, T* to, std::size_t n) {
    constexpr std::size_t packs = 4; // sums at once, as each waits for its last multiply-add
    const auto columns_at = [&]<std::size_t Packs>(std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
        using P = pack<T, W>;
        P sums[Packs];
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p] = P(weights[0]) * P::load(rows[0] + c + p * W, lanes);
        }
        for (std::size_t i = 1; i < count; ++i) {
            const P weight(weights[i]);
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[p] = fma(weight, P::load(rows[i] + c + p * W, lanes), sums[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p].store(to + c + p * W, lanes);
        }
    };
    for_each_packs<W, packs>(n, columns_at);
}

/// d_weights[i] = sum over c of d_to[c] rows[i][c], on 16 canonical lanes: the gradient of the weights of `mix`.
/// Shapes: rows `count x n`, d_to `n`, d_weights `count`.
template <class T, std::size_t W>
void mix_weights_gradient(const T* const* rows, const T* d_to, T* d_weights, std::size_t count, std::size_t n) {
    for (std::size_t i = 0; i < count; ++i) {
        d_weights[i] = dot<T, W>(d_to, rows[i], n);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
