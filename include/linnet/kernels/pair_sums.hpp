// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/kernels/column_packs.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

// Sums over all pairs of m fields of N columns that lie side by side in a row: v(i, k) is column i N + k. A sum over
// pairs is linear in m: it goes over the fields with the sum of those before, and needs no difference of large numbers.
namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

// Chains of additions at once, counted in registers: each field waits for a multiply-add and an addition of the field
// before it, and both sums stay in registers.
inline constexpr std::size_t pair_sum_chains = linnet::detail::register_count / 4;

/// How many packs of N columns, and how many samples, are summed at once.
template <class T, std::size_t W, std::size_t N>
struct PairSumTile {
    static constexpr std::size_t lanes = std::min(W, std::bit_floor(N));
    static constexpr std::size_t registers =
        std::max<std::size_t>(1, lanes * sizeof(T) / linnet::detail::register_bytes);
    static constexpr std::size_t most_packs = std::max<std::size_t>(1, pair_sum_chains / registers);
    static constexpr std::size_t packs = std::min(most_packs, (N + lanes - 1) / lanes);
    static constexpr std::size_t samples = std::max<std::size_t>(1, pair_sum_chains / (packs * registers));
};

/// A tile of columns of `Samples` rows that lie `stride` apart and whose fields lie `field` columns apart: calls
/// `store(sample, column, pairs, sums)` for each pack.
template <std::size_t Samples, class T, class Tile, class Store>
LINNET_INLINE void pair_sums_tile(const T* rows, std::size_t stride, std::size_t fields, std::size_t field, Tile,
                                  const Store& store) {
    using P = pack<T, Tile::lanes>;
    P pairs[Samples][Tile::packs];
    P sums[Samples][Tile::packs];
#pragma GCC unroll 8
    for (std::size_t s = 0; s < Samples; ++s) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Tile::packs; ++p) {
            pairs[s][p] = P(T{0});
            sums[s][p] = P::load(rows + s * stride + Tile::offset(p));
        }
    }
    for (std::size_t i = 1; i < fields; ++i) {
        rows += field;
#pragma GCC unroll 8
        for (std::size_t s = 0; s < Samples; ++s) {
#pragma GCC unroll 8
            for (std::size_t p = 0; p < Tile::packs; ++p) {
                const P v = P::load(rows + s * stride + Tile::offset(p));
                pairs[s][p] = fma(v, sums[s][p], pairs[s][p]);
                sums[s][p] = sums[s][p] + v;
            }
        }
    }
#pragma GCC unroll 8
    for (std::size_t s = 0; s < Samples; ++s) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Tile::packs; ++p) {
            store(s, Tile::offset(p), pairs[s][p], sums[s][p]);
        }
    }
}

/// Calls `some.operator()<Samples>(b)` for all rows: `Samples` at a time while there are enough, then one at a time.
template <std::size_t Samples, class Some>
LINNET_INLINE void for_each_samples(std::size_t rows, const Some& some) {
    std::size_t b = 0;
    for (; b + Samples <= rows; b += Samples) {
        some.template operator()<Samples>(b);
    }
    if constexpr (Samples > 1) {
        for (; b < rows; ++b) {
            some.template operator()<1>(b);
        }
    }
}

} // namespace detail

/// to(b, k) = sum over i > 0 of v(i, k) (v(0, k) + ... + v(i - 1, k)), in the order of i with one fused multiply-add
/// each; sums(b, k) = v(0, k) + ... + v(m - 1, k).
///
/// Shapes: in `rows x m N` with m > 0, to and sums `rows x N`. Cost: 3 m N flops a row.
template <class T, std::size_t W, std::size_t N>
void pair_sums(const ConstMatrixView<T>& in, const MatrixView<T>& to, const MatrixView<T>& sums) {
    using Size = detail::PairSumTile<T, W, N>;
    const std::size_t fields = in.columns / N;
    detail::for_each_samples<Size::samples>(in.rows, [&]<std::size_t Samples>(std::size_t b) LINNET_INLINE_LAMBDA {
        for_each_pack_tile<W, N, Size::packs>([&](std::size_t first, auto tile) LINNET_INLINE_LAMBDA {
            detail::pair_sums_tile<Samples>(
                in.row(b) + first, in.stride, fields, N, tile,
                [&](std::size_t s, std::size_t k, const auto& of_pairs, const auto& of_fields) LINNET_INLINE_LAMBDA {
                    of_pairs.store(to.row(b + s) + first + k);
                    of_fields.store(sums.row(b + s) + first + k);
                });
        });
    });
}

/// to(b, 0) = the sum over k of what `pair_sums` gives, on 16 canonical lanes; sums as there.
///
/// Shapes: in `rows x m N` with m > 0, to `rows x 1`, sums `rows x N`. Cost: 3 m N flops a row.
template <class T, std::size_t W, std::size_t N>
void total_pair_sums(const ConstMatrixView<T>& in, const MatrixView<T>& to, const MatrixView<T>& sums) {
    constexpr std::size_t block = 16; // columns: one for each lane
    using Size = detail::PairSumTile<T, W, std::min(N, block)>;
    const std::size_t fields = in.columns / N;
    detail::for_each_samples<Size::samples>(in.rows, [&]<std::size_t Samples>(std::size_t b) LINNET_INLINE_LAMBDA {
        lanes16<T, W> totals[Samples];
        for (auto& total : totals) {
            total = lanes16<T, W>::zero();
        }
        const auto add_columns = [&]<std::size_t Columns>(std::size_t first) LINNET_INLINE_LAMBDA {
            alignas(cache_line) T pairs[Samples][block] = {};
            for_each_pack_tile<W, Columns, Size::packs>([&](std::size_t c, auto tile) LINNET_INLINE_LAMBDA {
                detail::pair_sums_tile<Samples>(in.row(b) + first + c, in.stride, fields, N, tile,
                                                [&](std::size_t s, std::size_t k, const auto& of_pairs,
                                                    const auto& of_fields) LINNET_INLINE_LAMBDA {
                                                    of_pairs.store(pairs[s] + c + k);
                                                    of_fields.store(sums.row(b + s) + first + c + k);
                                                });
            });
            for (std::size_t s = 0; s < Samples; ++s) {
                totals[s].add(pairs[s]);
            }
        };
        for (std::size_t first = 0; first + block <= N; first += block) {
            add_columns.template operator()<block>(first);
        }
        if constexpr (N % block != 0) {
            add_columns.template operator()<N % block>(N / block * block);
        }
        for (std::size_t s = 0; s < Samples; ++s) {
            to(b + s, 0) = totals[s].reduce();
        }
    });
}

/// d_in(b, i N + k) = d(b, k) (sums(b, k) - v(i, k)): the gradient of `pair_sums` for d of N columns, and that of
/// `total_pair_sums` for d of one column, which stands for all.
///
/// Shapes: in and d_in `rows x m N`, sums `rows x N`, d `rows x Given`, where Given is N or 1.
template <class T, std::size_t W, std::size_t N, std::size_t Given>
void pair_sums_gradient(const ConstMatrixView<T>& in, const ConstMatrixView<T>& sums, const ConstMatrixView<T>& d,
                        const MatrixView<T>& d_in) {
    static_assert(Given == N || Given == 1);
    constexpr std::size_t packs = detail::PairSumTile<T, W, N>::most_packs;
    const std::size_t columns = in.columns;
    for (std::size_t b = 0; b < in.rows; ++b) {
        const T* const from = in.row(b);
        T* const to = d_in.row(b);
        for_each_pack_tile<W, N, packs>([&](std::size_t first, auto tile) LINNET_INLINE_LAMBDA {
            using P = pack<T, tile.lanes>;
            P sum[tile.packs];
            P factor[tile.packs];
#pragma GCC unroll 8
            for (std::size_t p = 0; p < tile.packs; ++p) {
                const std::size_t k = first + tile.offset(p);
                sum[p] = P::load(sums.row(b) + k);
                factor[p] = Given == 1 ? P(d(b, 0)) : P::load(d.row(b) + k);
            }
            for (std::size_t at = first; at < columns; at += N) {
#pragma GCC unroll 8
                for (std::size_t p = 0; p < tile.packs; ++p) {
                    const P v = P::load(from + at + tile.offset(p));
                    (factor[p] * (sum[p] - v)).store(to + at + tile.offset(p));
                }
            }
        });
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
