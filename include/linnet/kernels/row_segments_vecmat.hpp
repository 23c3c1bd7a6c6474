// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// `Count` columns of y from `k` on, kept in registers.
template <class T, std::size_t W, std::size_t Count>
LINNET_INLINE void row_segment_sums(const T* v, std::size_t v_stride, std::size_t rows, const RowSegment<T>& x,
                                    std::size_t k, T* y) {
    using P = pack<T, W>;
    constexpr std::size_t full = Count / W;
    constexpr FirstLanes rest{Count % W};
    P sums[full + 1];
    for (std::size_t p = 0; p < full; ++p) {
        sums[p] = P::load(y + k + p * W);
    }
    if constexpr (rest.count != 0) {
        sums[full] = P::load(y + k + full * W, rest);
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const P factor(v[i * v_stride]);
        const T* const row = x.row(i) + k;
        for (std::size_t p = 0; p < full; ++p) {
            sums[p] = fma(factor, P::load(row + p * W), sums[p]);
        }
        if constexpr (rest.count != 0) {
            sums[full] = fma(factor, P::load(row + full * W, rest), sums[full]);
        }
    }
    for (std::size_t p = 0; p < full; ++p) {
        sums[p].store(y + k + p * W);
    }
    if constexpr (rest.count != 0) {
        sums[full].store(y + k + full * W, rest);
    }
}

} // namespace detail

/// y += v X for one segment X: `y[k] += sum over i of v[i] x(i, k)`, in the order of i, with one fused multiply-add
/// each. Shapes: v `rows` elements that lie `v_stride` apart, X `rows x Columns`, y `Columns`.
template <class T, std::size_t W, std::size_t Columns>
void vecmat_add(const T* v, std::size_t v_stride, std::size_t rows, const RowSegment<T>& x, T* y) {
    constexpr std::size_t block = 8 * W; // sums at once: 2 fma a cycle, each with a latency of 4 cycles
    for (std::size_t k = 0; k < Columns / block * block; k += block) {
        detail::row_segment_sums<T, W, block>(v, v_stride, rows, x, k, y);
    }
    if constexpr (Columns % block != 0) {
        detail::row_segment_sums<T, W, Columns % block>(v, v_stride, rows, x, Columns / block * block, y);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
