// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// y += v X: `y[k] += sum over i of v[i] x(i, k)`, in the order of i, with one fused multiply-add each.
/// Shapes: v `rows` elements that lie `v_stride` apart, X `rows x columns`, y `columns`.
template <class T, std::size_t W>
void vecmat_add(const T* v, std::size_t v_stride, ConstMatrixView<T> x, T* y) {
    if (x.rows == 0) {
        return; // X may be a null pointer, and nothing is added
    }
    constexpr std::size_t packs = 8; // sums at once: 2 fma a cycle, each with a latency of 4 cycles
    const auto columns_at = [&]<std::size_t Packs>(std::size_t k, auto lanes) {
        using P = pack<T, W>;
        P sums[Packs];
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p] = P::load(y + k + p * W, lanes);
        }
        const T* row = x.data + k;
        for (std::size_t i = 0; i < x.rows; ++i, row += x.stride) {
            const P factor(v[i * v_stride]);
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[p] = fma(factor, P::load(row + p * W, lanes), sums[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p].store(y + k + p * W, lanes);
        }
    };
    for_each_packs<W, packs>(x.columns, columns_at);
}

} // namespace linnet::inline LINNET_ISA::kernels
