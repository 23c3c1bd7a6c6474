// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/kernels/column_packs.hpp>
#include <linnet/kernels/pair_sums.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

// A row of m x m vectors of N columns: v(i, j), the one that field i has for field j, begins at column (i m + j) N.
namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// How many sums the pairs are dealt out to, so that they need not wait for each other.
inline constexpr std::size_t field_aware_sums = 4;

/// A tile of columns of the sum over all pairs: calls `store(column, sum)` for each pack.
template <std::size_t N, class T, class Tile, class Store>
LINNET_INLINE void field_aware_tile(const T* row, std::size_t m, Tile, const Store& store) {
    using P = pack<T, Tile::lanes>;
    constexpr std::size_t sums_at_once = field_aware_sums;
    P sums[sums_at_once][Tile::packs];
#pragma GCC unroll 8
    for (std::size_t s = 0; s < sums_at_once; ++s) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Tile::packs; ++p) {
            sums[s][p] = P(T{0});
        }
    }
    const std::size_t down = m * N; // from v(j, i) to v(j + 1, i)
    for (std::size_t i = 0; i + 1 < m; ++i) {
        const T* left = row + (i * m + i + 1) * N;    // v(i, j)
        const T* right = row + ((i + 1) * m + i) * N; // v(j, i)
        const auto add = [&](std::size_t s) LINNET_INLINE_LAMBDA {
#pragma GCC unroll 8
            for (std::size_t p = 0; p < Tile::packs; ++p) {
                const std::size_t at = Tile::offset(p);
                sums[s][p] = fma(P::load(left + s * N + at), P::load(right + s * down + at), sums[s][p]);
            }
        };
        std::size_t j = i + 1;
        for (; j + sums_at_once <= m; j += sums_at_once) {
            add(0);
            add(1);
            add(2);
            add(3);
            left += sums_at_once * N;
            right += sums_at_once * down;
        }
        if (j < m) {
            add(0);
        }
        if (j + 1 < m) {
            add(1);
        }
        if (j + 2 < m) {
            add(2);
        }
    }
#pragma GCC unroll 8
    for (std::size_t p = 0; p < Tile::packs; ++p) {
        store(Tile::offset(p), (sums[0][p] + sums[2][p]) + (sums[1][p] + sums[3][p]));
    }
}

} // namespace detail

/// The sum over i < j of the inner products of v(i, j) and v(j, i). For each column, four sums go over the pairs in the
/// order of i and j: that of i and j is added to sum (j - i - 1) % 4. The columns are added by 16 lanes.
///
/// Shape: row `m m N`. Cost: m^2 N flops.
template <class T, std::size_t W, std::size_t N>
[[nodiscard]] T field_aware_sum(const T* row, std::size_t m) {
    constexpr std::size_t block = 16; // columns: one for each lane
    constexpr std::size_t packs =
        std::max<std::size_t>(1, detail::PairSumTile<T, W, std::min(N, block)>::most_packs / 2);
    auto total = lanes16<T, W>::zero();
    const auto add_columns = [&]<std::size_t Columns>(std::size_t first) LINNET_INLINE_LAMBDA {
        alignas(cache_line) T sums[block] = {};
        for_each_pack_tile<W, Columns, packs>([&](std::size_t c, auto tile) LINNET_INLINE_LAMBDA {
            detail::field_aware_tile<N>(row + first + c, m, tile,
                                        [&](std::size_t k, const auto& sum)
                                            LINNET_INLINE_LAMBDA { sum.store(sums + c + k); });
        });
        total.add(sums);
    };
    for (std::size_t first = 0; first + block <= N; first += block) {
        add_columns.template operator()<block>(first);
    }
    if constexpr (N % block != 0) {
        add_columns.template operator()<N % block>(N / block * block);
    }
    return total.reduce();
}

/// d_row(i, j) = d v(j, i) for i != j, and 0 for i = j: the gradient of `field_aware_sum`.
/// Shapes: row and d_row `m m N`.
template <class T, std::size_t W, std::size_t N>
void field_aware_gradient(T d, const T* row, T* d_row, std::size_t m) {
    const auto write = [](T factor, const T* from, T* to) LINNET_INLINE_LAMBDA {
        for_each_pack_tile<W, N, 1>([&](std::size_t first, auto tile) LINNET_INLINE_LAMBDA {
            using P = pack<T, tile.lanes>;
            const std::size_t at = first + tile.offset(0);
            (P(factor) * P::load(from + at)).store(to + at);
        });
    };
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < m; ++j, d_row += N) {
            if (j == i) {
                std::fill_n(d_row, N, T{0});
            } else {
                write(d, row + (j * m + i) * N, d_row);
            }
        }
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
