// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// A target beside a step of a history: out = target | step | target - step | target step. Shapes: `n`, `n`, `4 n`.
template <class T, std::size_t W>
void target_pair(const T* target, const T* step, T* out, std::size_t n) {
    using P = pack<T, W>;
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const P q = P::load(target + i, lanes);
        const P k = P::load(step + i, lanes);
        q.store(out + i, lanes);
        k.store(out + n + i, lanes);
        (q - k).store(out + 2 * n + i, lanes);
        (q * k).store(out + 3 * n + i, lanes);
    });
}

/// d_target += d_0 + d_2 + d_3 step, and d_step += d_1 - d_2 + d_3 target, for the four parts d_i of the gradient of
/// `target_pair`.
template <class T, std::size_t W>
void add_target_pair_gradient(const T* target, const T* step, const T* d_out, T* d_target, T* d_step, std::size_t n) {
    using P = pack<T, W>;
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const P d_difference = P::load(d_out + 2 * n + i, lanes);
        const P d_product = P::load(d_out + 3 * n + i, lanes);
        const P of_target = fma(d_product, P::load(step + i, lanes), P::load(d_out + i, lanes) + d_difference);
        const P of_step = fma(d_product, P::load(target + i, lanes), P::load(d_out + n + i, lanes) - d_difference);
        (P::load(d_target + i, lanes) + of_target).store(d_target + i, lanes);
        (P::load(d_step + i, lanes) + of_step).store(d_step + i, lanes);
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
