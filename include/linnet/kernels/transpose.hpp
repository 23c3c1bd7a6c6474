// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// A square with as many rows and columns as a register of 16 bytes has lanes.
template <class T>
LINNET_INLINE void transpose_square(const T* from, std::size_t from_stride, T* to, std::size_t to_stride) {
    using P = pack<T, 16 / sizeof(T)>;
    if constexpr (sizeof(T) == 8) {
        const P a = P::load(from);
        const P b = P::load(from + from_stride);
        zip_lower(a, b).store(to);
        zip_upper(a, b).store(to + to_stride);
    } else {
        const P a = P::load(from);
        const P b = P::load(from + from_stride);
        const P c = P::load(from + 2 * from_stride);
        const P d = P::load(from + 3 * from_stride);
        const P even_lower = zip_lower(a, c); // a0 c0 a1 c1
        const P even_upper = zip_upper(a, c);
        const P odd_lower = zip_lower(b, d); // b0 d0 b1 d1
        const P odd_upper = zip_upper(b, d);
        zip_lower(even_lower, odd_lower).store(to);
        zip_upper(even_lower, odd_lower).store(to + to_stride);
        zip_lower(even_upper, odd_upper).store(to + 2 * to_stride);
        zip_upper(even_upper, odd_upper).store(to + 3 * to_stride);
    }
}

} // namespace detail

/// `to(c, r) = from(r, c)`. Shapes: from `rows x columns`, to `columns x rows`; they must not overlap.
/// Goes block by block, so that both sides stay in the cache. Where W is 16 bytes or more it goes by squares with sides
/// of 16 bytes, because wider ones need more shuffles than they save stores.
template <class T, std::size_t W>
void transpose(ConstMatrixView<T> from, MatrixView<T> to) {
    constexpr std::size_t block = 16;
    constexpr std::size_t side = W * sizeof(T) >= 16 ? 16 / sizeof(T) : 1;
    for (std::size_t r0 = 0; r0 < from.rows; r0 += block) {
        const std::size_t r1 = std::min(r0 + block, from.rows);
        for (std::size_t c0 = 0; c0 < from.columns; c0 += block) {
            const std::size_t c1 = std::min(c0 + block, from.columns);
            std::size_t c = c0;
            if constexpr (side > 1) {
                for (; c + side <= c1; c += side) {
                    std::size_t r = r0;
                    for (; r + side <= r1; r += side) {
                        detail::transpose_square(from.row(r) + c, from.stride, to.row(c) + r, to.stride);
                    }
                    for (; r < r1; ++r) {
                        for (std::size_t i = c; i < c + side; ++i) {
                            to(i, r) = from(r, i);
                        }
                    }
                }
            }
            for (; c < c1; ++c) {
                for (std::size_t r = r0; r < r1; ++r) {
                    to(c, r) = from(r, c);
                }
            }
        }
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
