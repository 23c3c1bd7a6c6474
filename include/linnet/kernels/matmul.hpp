// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/kernels/transpose.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// A factor that is read element by element. (i, k) lies at `data[i * row_step + k * inner_step]`, so a matrix and its
/// transpose are read alike.
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

/// What to do to a finished tile of a result while it lies in the cache, such as an activation. Null means nothing.
template <class T>
using Finish = void (*)(MatrixView<T> tile);

namespace detail {

// The tile is as large as the registers allow: 20 accumulators of 32 registers, or 12 of 16, with room for a pack of B.
// With 2 fma a cycle and a latency of 4 cycles, at least 8 independent sums are needed.
inline constexpr std::size_t matmul_tile_rows = linnet::detail::register_count >= 32 ? 5 : 4;

template <class T, std::size_t W>
inline constexpr std::size_t matmul_registers_per_pack =
    std::max<std::size_t>(1, W * sizeof(T) / linnet::detail::register_bytes);

template <class T, std::size_t W>
inline constexpr std::size_t matmul_tile_packs =
    std::max<std::size_t>(1, (linnet::detail::register_count >= 32 ? 4 : 3) / matmul_registers_per_pack<T, W>);

// Block sizes of the inner dimension and of rows, such that a panel of B stays in an L1 cache of 32 KB, which is the
// least that processors have, and a block of A in the L2 cache.
template <class T, std::size_t W>
inline constexpr std::size_t matmul_block_inner =
    std::min<std::size_t>(256, 32 * 1024 / (matmul_tile_packs<T, W> * W * sizeof(T)));
template <class T>
inline constexpr std::size_t matmul_block_rows = 1280 / sizeof(T);
// With so few rows a transposed B, if it has more bytes than that, costs more to copy than A and C.
inline constexpr std::size_t matmul_few_rows = 64;
inline constexpr std::size_t matmul_few_bytes = 64 * 1024;
// Larger matrices do not stay in a near cache and are prefetched.
inline constexpr std::size_t matmul_near_bytes = 256 * 1024;
// Products shorter than this end before prefetched lines arrive.
inline constexpr std::size_t matmul_least_ahead = 16;

/// `Rows x Packs` of the result, each element summed over k in index order. Prefetches rows from `next_a` on, one line
/// of each at a time, unless it is null.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs, class Lanes>
LINNET_INLINE void matmul_tile(std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b, MatmulRows<T> c,
                               MatmulRows<const T> start, Lanes lanes, const T* next_a) {
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
    constexpr std::size_t line = cache_line / sizeof(T);
    for (std::size_t k = 0; k < inner; ++k, b_row += b.stride, a_column += a.inner_step) {
        if (next_a != nullptr && k % line == 0) {
            for (std::size_t r = 0; r < Rows; ++r) {
                __builtin_prefetch(next_a + r * a.row_step + k);
            }
        }
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

/// What a panel prefetches while it computes: the rows of A and of C that belong to the next tile.
struct MatmulAhead {
    bool a = false;
    bool c = false;
};

/// All rows of a panel of columns, in tiles of `Rows`, with the remainder in tiles of half as many.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs, class Lanes>
void matmul_panel(std::size_t rows, std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b, MatmulRows<T> c,
                  MatmulRows<const T> start, Lanes lanes, MatmulAhead ahead) {
    const std::size_t tiles = rows / Rows;
    for (std::size_t i = 0; i < tiles; ++i) {
        const std::size_t next = i + 1 < tiles ? Rows : 0;
        const T* const next_a = a.data + next * a.row_step;
        if (ahead.c && next != 0) {
            for (std::size_t r = next; r < next + Rows; ++r) {
                for (std::size_t j = 0; j < Packs * W; j += cache_line / sizeof(T)) {
                    __builtin_prefetch(c.data + r * c.stride + j);
                }
            }
        }
        // Where A is read in columns, tiles share its lines.
        matmul_tile<T, W, Rows, Packs>(inner, a, b, c, start, lanes, ahead.a && a.inner_step == 1 ? next_a : nullptr);
        a.data += Rows * a.row_step;
        c.data += Rows * c.stride;
        if (start.data != nullptr) {
            start.data += Rows * start.stride;
        }
    }
    if constexpr (Rows > 1) {
        if (tiles * Rows < rows) {
            matmul_panel<T, W, Rows / 2, Packs>(rows - tiles * Rows, inner, a, b, c, start, lanes, {});
        }
    }
}

/// C = S + A B, panel by panel of B. If `Transposed`, b(k, j) lies at `data[j * stride + k]` and is copied panel by
/// panel.
template <class T, std::size_t W, bool Transposed>
void matmul_blocks(std::size_t rows, std::size_t inner, std::size_t columns, MatmulLeft<T> a, MatmulRows<const T> b,
                   MatmulRows<T> c, MatmulRows<const T> start, Finish<T> finish) {
    constexpr std::size_t tile_rows = matmul_tile_rows;
    constexpr std::size_t tile_packs = matmul_tile_packs<T, W>;
    constexpr std::size_t panel = tile_packs * W;
    constexpr std::size_t block_inner = matmul_block_inner<T, W>;
    const bool a_is_far = rows * inner * sizeof(T) > matmul_near_bytes;
    const bool c_is_far = rows * columns * sizeof(T) > matmul_near_bytes;
    if (inner == 0) {
        a.row_step = 0; // A may be a null pointer, and nothing is added
        b.stride = 0;
    }
    const auto block_of_b = [&](std::size_t k, std::size_t depth, std::size_t j, std::size_t width) {
        return Transposed
                   ? ConstMatrixView<T>{b.data + j * b.stride + k, width, depth, b.stride}
                   : ConstMatrixView<T>{b.data + (b.data != nullptr ? k * b.stride + j : 0), depth, width, b.stride};
    };
    alignas(cache_line) T packed[Transposed ? block_inner * panel : 1];

    const auto sum_panel = [&](std::size_t r, std::size_t height, std::size_t k, std::size_t depth, std::size_t j) {
        const std::size_t width = std::min(panel, columns - j);
        const ConstMatrixView<T> block = block_of_b(k, depth, j, width);
        MatmulRows<const T> from{block.data, block.stride};
        if constexpr (Transposed) {
            transpose<T, W>(block, {packed, depth, width, panel});
            from = {packed, panel};
        }
        const MatmulLeft<T> a_block{a.data + r * a.row_step + k * a.inner_step, a.row_step, a.inner_step};
        const MatmulRows<T> to{c.data + r * c.stride + j, c.stride};
        MatmulRows<const T> sums{to.data, to.stride};
        if (k == 0) {
            sums = {start.data != nullptr ? start.data + r * start.stride + j : nullptr, start.stride};
        }
        if (width == panel) {
            matmul_panel<T, W, tile_rows, tile_packs>(height, depth, a_block, from, to, sums, AllLanes{},
                                                      {a_is_far && j == 0, c_is_far && depth >= matmul_least_ahead});
            return;
        }
        const auto at = [](auto of, std::size_t p) {
            return decltype(of){of.data == nullptr ? nullptr : of.data + p, of.stride};
        };
        std::size_t p = 0;
        if constexpr (tile_packs > 2) { // one pack at a time has too few independent sums
            for (; p + 2 * W <= width; p += 2 * W) {
                matmul_panel<T, W, tile_rows, 2>(height, depth, a_block, at(from, p), at(to, p), at(sums, p),
                                                 AllLanes{}, {});
            }
        }
        for (; p + W <= width; p += W) {
            matmul_panel<T, W, tile_rows, 1>(height, depth, a_block, at(from, p), at(to, p), at(sums, p), AllLanes{},
                                             {});
        }
        if (p < width) {
            matmul_panel<T, W, tile_rows, 1>(height, depth, a_block, at(from, p), at(to, p), at(sums, p),
                                             FirstLanes{width - p}, {});
        }
    };
    for (std::size_t r = 0; r < rows; r += matmul_block_rows<T>) {
        const std::size_t height = std::min(rows - r, matmul_block_rows<T>);
        std::size_t k = 0;
        do { // runs at least once, for C = S
            const std::size_t depth = std::min(inner - k, block_inner);
            for (std::size_t j = 0; j < columns; j += panel) {
                sum_panel(r, height, k, depth, j);
                if (finish != nullptr && k + depth == inner) {
                    finish({c.data + r * c.stride + j, height, std::min(panel, columns - j), c.stride});
                }
            }
            k += depth;
        } while (k < inner);
    }
}

} // namespace detail

/// C = S + A B: `c(i, j) = s(i, j) + sum over k of a(i, k) b(k, j)`, summed in the order of k with one fused
/// multiply-add each, so the bits depend on neither W nor the tiling.
///
/// Shapes: A `rows x inner`, B `inner x columns`, C `rows x columns`. S is where the sums start: a matrix like C (C
/// itself, to add to it), one row for all (stride 0, such as a bias), or nothing (data == nullptr, for zeros). `finish`
/// is called for tiles of C, once for each.
/// Cost: 2 rows inner columns flops.
template <class T, std::size_t W>
void matmul(std::size_t rows, std::size_t inner, std::size_t columns, MatmulLeft<T> a, MatmulRows<const T> b,
            MatmulRows<T> c, MatmulRows<const T> start, Finish<T> finish = nullptr) {
    detail::matmul_blocks<T, W, false>(rows, inner, columns, a, b, c, start, finish);
}

/// The product of one row, for a caller that knows the sizes at compile time.
template <class T, std::size_t W>
LINNET_INLINE void vecmat(std::size_t inner, std::size_t columns, const T* a, MatmulRows<const T> b, T* c,
                          const T* start) {
    const auto at_column = [&]<std::size_t Packs>(std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
        detail::matmul_tile<T, W, 1, Packs>(inner, {a, 0, 1}, {b.data + j, b.stride}, {c + j, 0},
                                            {start == nullptr ? nullptr : start + j, 0}, lanes, nullptr);
    };
    for_each_packs<W, detail::matmul_tile_packs<T, W>>(columns, at_column);
}

namespace detail {

/// C = S + A B^T as C^T = S^T + B A^T, which copies A and C in place of B. The sums and their order are the same.
/// requires: rows <= matmul_few_rows, a.inner_step == 1
template <class T, std::size_t W>
void matmul_of_few_rows(std::size_t rows, std::size_t inner, std::size_t columns, MatmulLeft<T> a,
                        MatmulRows<const T> b, MatmulRows<T> c, MatmulRows<const T> start) {
    constexpr std::size_t block_columns = 8 * matmul_tile_rows;
    constexpr std::size_t elements = matmul_few_bytes / sizeof(T);
    alignas(cache_line) T factor[elements];
    alignas(cache_line) T sums[block_columns * matmul_few_rows];
    const std::size_t most = elements / rows;
    for (std::size_t k = 0; k < inner; k += most) {
        const std::size_t depth = std::min(inner - k, most);
        transpose<T, W>({a.data + k, rows, depth, a.row_step}, {factor, depth, rows, rows});
        for (std::size_t j = 0; j < columns; j += block_columns) {
            const std::size_t some = std::min(block_columns, columns - j);
            const MatrixView<T> to{c.data + j, rows, some, c.stride};
            const bool starts = k == 0 && start.data == nullptr;
            if (!starts) {
                const MatmulRows<const T> from = k == 0 ? start : MatmulRows<const T>{c.data, c.stride};
                transpose<T, W>({from.data + j, rows, some, from.stride}, {sums, some, rows, rows});
            }
            matmul_blocks<T, W, false>(some, depth, rows, {b.data + j * b.stride + k, b.stride, 1}, {factor, rows},
                                       {sums, rows}, {starts ? nullptr : sums, rows}, nullptr);
            transpose<T, W>({sums, some, rows, rows}, to);
        }
    }
}

} // namespace detail

/// The product with B given as its transpose, `columns x inner`: C = S + A B^T. Costs a copy of B for every block of
/// rows, 320 in float, or, for few rows, of A and C.
template <class T, std::size_t W>
void matmul_transposed(std::size_t rows, std::size_t inner, std::size_t columns, MatmulLeft<T> a, MatmulRows<const T> b,
                       MatmulRows<T> c, MatmulRows<const T> start) {
    constexpr std::size_t pair = 2 * W; // one pack at a time has too few independent sums
    if (rows != 0 && rows <= detail::matmul_few_rows && rows % pair == 0 && a.inner_step == 1 &&
        inner * columns * sizeof(T) > detail::matmul_few_bytes) {
        detail::matmul_of_few_rows<T, W>(rows, inner, columns, a, b, c, start);
    } else {
        detail::matmul_blocks<T, W, true>(rows, inner, columns, a, b, c, start, nullptr);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
