// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/kernels/column_packs.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/simd/lanes.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// All rows of some packs of columns, in full tiles: the last one ends with the rows, so that it may compute some of
/// them twice, because tiles of fewer rows wait for their sums.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs>
LINNET_INLINE void matmul_full_tiles(std::size_t rows, std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b,
                                     MatmulRows<T> c, MatmulRows<const T> start) {
    if (rows < Rows) {
        matmul_panel<T, W, Rows / 2, Packs>(rows, inner, a, b, c, start, AllLanes{}, {});
        return;
    }
    for (std::size_t i = 0; i < rows; i += Rows) {
        const std::size_t r = std::min(i, rows - Rows);
        matmul_tile<T, W, Rows, Packs>(
            inner, {a.data + r * a.row_step, a.row_step, a.inner_step}, b, {c.data + r * c.stride, c.stride},
            {start.data != nullptr ? start.data + r * start.stride : nullptr, start.stride}, AllLanes{}, nullptr);
    }
}

} // namespace detail

/// C = S + A B for N columns, a number that is small and known when the program is compiled. The bits are those of
/// `matmul`, but all packs and tiles are full: a product of 10 columns is several times as fast where the machine has
/// no masked loads. C must not overlap S, because some elements are written twice.
///
/// Shapes: A `rows x inner`, B `inner x N`, C `rows x N`; S as for `matmul`. Cost: 2 rows inner N flops.
template <class T, std::size_t W, std::size_t N>
void matmul_columns(std::size_t rows, std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b, MatmulRows<T> c,
                    MatmulRows<const T> start) {
    for_each_pack_tile<W, N, detail::matmul_tile_packs<T, W>>([&](std::size_t first, auto tile) LINNET_INLINE_LAMBDA {
        const auto columns = [&]<std::size_t Rows, std::size_t Packs>(std::size_t column) LINNET_INLINE_LAMBDA {
            detail::matmul_full_tiles<T, tile.lanes, Rows, Packs>(
                rows, inner, a, {b.data + column, b.stride}, {c.data + column, c.stride},
                {start.data != nullptr ? start.data + column : nullptr, start.stride});
        };
        if constexpr (tile.packs > 1 && tile.offset(tile.packs - 1) == (tile.packs - 1) * tile.lanes) {
            columns.template operator()<detail::matmul_tile_rows, tile.packs>(first);
        } else {
            // More rows, for as many sums at once; not of packs of several registers, which would not all find one.
            constexpr std::size_t alone = detail::matmul_registers_per_pack<T, tile.lanes> > 1
                                              ? detail::matmul_tile_rows
                                              : 2 * detail::matmul_tile_rows;
            for (std::size_t p = 0; p < tile.packs; ++p) {
                columns.template operator()<alone, 1>(first + tile.offset(p));
            }
        }
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
