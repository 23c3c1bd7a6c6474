// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/kernels/prefetch_rows.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// `Rows` dot products of w with the rows from `r` on. After each segment the lanes are rotated, so that the first
/// element of the next segment meets the lane that it would meet in an assembled row. Every element is read where it
/// lies.
template <class T, std::size_t W, std::size_t Rows, std::size_t... Columns>
LINNET_INLINE void row_segments_dots(const RowSegments<T, Columns...>& x, std::size_t r, const T* w, T start, T* y,
                                     std::size_t y_stride) {
    constexpr std::size_t lanes = 16;
    lanes16<T, W> sums[Rows];
    for (auto& sum : sums) {
        sum = lanes16<T, W>::zero();
    }
    const auto add_segment = [&]<std::size_t N>(const RowSegment<T>& segment, std::integral_constant<std::size_t, N>)
                                 LINNET_INLINE_LAMBDA {
                                     constexpr std::size_t full = N / lanes * lanes;
                                     const T* rows[Rows];
                                     for (std::size_t i = 0; i < Rows; ++i) {
                                         rows[i] = segment.row(r + i);
                                     }
                                     for (std::size_t k = 0; k < full; k += lanes) {
                                         for (std::size_t i = 0; i < Rows; ++i) {
                                             sums[i].multiply_add(rows[i] + k, w + k);
                                         }
                                     }
                                     if constexpr (full < N) {
                                         for (std::size_t i = 0; i < Rows; ++i) {
                                             sums[i].multiply_add_first(rows[i] + full, w + full, N - full);
                                             sums[i].template rotate<N>();
                                         }
                                     }
                                     w += N;
                                 };
    const RowSegment<T>* segment = x.segments.data();
    (add_segment(*segment++, std::integral_constant<std::size_t, Columns>{}), ...);
    for (std::size_t i = 0; i < Rows; ++i) {
        sums[i].template rotate<lanes - (Columns + ...) % lanes>();
        y[i * y_stride] = sums[i].reduce() + start;
    }
}

} // namespace detail

/// y = X w + start for `count` rows of X from `first` on, like `matvec` of the assembled matrix: the sum uses 16 lanes
/// and a halving tree.
/// Shapes: X `rows x columns`, w `columns`, y `count` elements that lie `y_stride` apart.
template <class T, std::size_t W, std::size_t... Columns>
void matvec(const RowSegments<T, Columns...>& x, std::size_t first, std::size_t count, const T* w, T start, T* y,
            std::size_t y_stride) {
    constexpr std::size_t together = 4; // rows that share each load of w and hide the latency of their sums
    const std::size_t end = first + count;
    std::size_t r = first;
    for (; r + together <= end; r += together, y += together * y_stride) {
        for (const RowSegment<T>& segment : x.segments) {
            const RowPrefetch<T> prefetch{segment.table};
            if (prefetch.far()) {
                for (std::size_t i = r + prefetch.ahead(); i < r + prefetch.ahead() + together && i < end; ++i) {
                    prefetch(segment.row(i));
                }
            }
        }
        detail::row_segments_dots<T, W, together>(x, r, w, start, y, y_stride);
    }
    for (; r < end; ++r, y += y_stride) {
        detail::row_segments_dots<T, W, 1>(x, r, w, start, y, y_stride);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
