// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet {

/// A factor that is read element by element: (i, k) lies at `data[i * row_step + k * inner_step]`, so that a matrix and
/// its transpose are read alike.
template <class T>
struct MatmulLeft {
    const T* data;
    std::size_t row_step;
    std::size_t inner_step;
};

/// A factor or result that is read in rows.
template <class T>
struct MatmulRows {
    T* data;
    std::size_t stride;
};

namespace detail {

// The tile is as large as the registers allow: 20 accumulators of 32, or 12 of 16, and a pack of B beside them.
// At 2 fma a cycle and 4 cycles latency, 8 independent sums are the least.
inline constexpr std::size_t matmul_tile_rows = register_count >= 32 ? 5 : 4;

template <class T, std::size_t W>
inline constexpr std::size_t matmul_registers_per_pack = std::max<std::size_t>(1, W * sizeof(T) / register_bytes);

template <class T, std::size_t W>
inline constexpr std::size_t matmul_tile_packs = std::max<std::size_t>(1, (register_count >= 32 ? 4 : 3) /
                                                                              matmul_registers_per_pack<T, W>);

/// `Rows x Packs` of the result, each element summed over k in index order.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs, class Lanes>
LINNET_INLINE void matmul_tile(std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b, MatmulRows<T> c,
                               MatmulRows<const T> start, Lanes lanes) {
    using P = pack<T, W>;
    P sums[Rows][Packs];
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[r][p] = start.data != nullptr ? P::load(start.data + r * start.stride + p * W, lanes) : P(T{0});
        }
    }
    const T* b_row = b.data;
    const T* a_column = a.data;
    for (std::size_t k = 0; k < inner; ++k, b_row += b.stride, a_column += a.inner_step) {
        P b_packs[Packs];
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Packs; ++p) {
            b_packs[p] = P::load(b_row + p * W, lanes);
        }
#pragma GCC unroll 8
        for (std::size_t r = 0; r < Rows; ++r) {
            const P a_element(a_column[r * a.row_step]);
#pragma GCC unroll 8
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[r][p] = fma(a_element, b_packs[p], sums[r][p]);
            }
        }
    }
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[r][p].store(c.data + r * c.stride + p * W, lanes);
        }
    }
}

/// All rows of a block of columns: tiles of `Rows`, the remainder in tiles of half as many.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs, class Lanes>
void matmul_columns(std::size_t rows, std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b, MatmulRows<T> c,
                    MatmulRows<const T> start, Lanes lanes) {
    std::size_t r = 0;
    for (; r + Rows <= rows; r += Rows) {
        const MatmulLeft<T> a_rows{a.data + r * a.row_step, a.row_step, a.inner_step};
        const MatmulRows<const T> start_rows{start.data == nullptr ? nullptr : start.data + r * start.stride,
                                             start.stride};
        matmul_tile<T, W, Rows, Packs>(inner, a_rows, b, {c.data + r * c.stride, c.stride}, start_rows, lanes);
    }
    if constexpr (Rows > 1) {
        if (r < rows) {
            matmul_columns<T, W, Rows / 2, Packs>(
                rows - r, inner, {a.data + r * a.row_step, a.row_step, a.inner_step}, b,
                {c.data + r * c.stride, c.stride},
                {start.data == nullptr ? nullptr : start.data + r * start.stride, start.stride}, lanes);
        }
    }
}

} // namespace detail

/// C = S + A B: `c(i, j) = s(i, j) + sum over k of a(i, k) b(k, j)`, summed in the order of k with one fused
/// multiply-add each, so the bits depend on neither W nor the tiling.
///
/// Shapes: A `rows x inner`, B `inner x columns`, C `rows x columns`. S is what the sums start from: a matrix like C (C
/// itself adds to it), one row for all (stride 0: a bias), or nothing (data == nullptr: zeros).
/// Cost: 2 rows inner columns flops.
template <class T, std::size_t W>
void matmul(std::size_t rows, std::size_t inner, std::size_t columns, MatmulLeft<T> a, MatmulRows<const T> b,
            MatmulRows<T> c, MatmulRows<const T> start) {
    constexpr std::size_t tile_rows = detail::matmul_tile_rows;
    constexpr std::size_t tile_packs = detail::matmul_tile_packs<T, W>;
    const std::size_t tiled = columns / (tile_packs * W) * (tile_packs * W);
    const std::size_t packed = columns / W * W;
    if (inner == 0) {
        a.row_step = 0; // A may be a null pointer, to which nothing is added
    }
    std::size_t j = 0;
    const auto at = [&](auto of) { return decltype(of){of.data == nullptr ? nullptr : of.data + j, of.stride}; };
    for (; j < tiled; j += tile_packs * W) {
        detail::matmul_columns<T, W, tile_rows, tile_packs>(rows, inner, a, at(b), at(c), at(start), AllLanes{});
    }
    for (; j < packed; j += W) {
        detail::matmul_columns<T, W, tile_rows, 1>(rows, inner, a, at(b), at(c), at(start), AllLanes{});
    }
    if (packed < columns) {
        detail::matmul_columns<T, W, tile_rows, 1>(rows, inner, a, at(b), at(c), at(start), FirstLanes{columns - j});
    }
}

} // namespace linnet
