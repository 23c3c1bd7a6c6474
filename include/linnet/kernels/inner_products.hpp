// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>
#include <linnet/simd/reduce_many.hpp>

namespace linnet {

namespace detail {

/// Products of `Left x Right` rows in the lanes of `dot`, folded to one pack each. Lanes are independent until the
/// tree, so the 16 canonical ones are dealt with a pack at a time, which leaves registers for more products.
template <class T, std::size_t V, std::size_t Left, std::size_t Right>
struct ProductSums {
    using P = pack<T, V>;
    static constexpr std::size_t passes = 16 / V;

    P sums[Left * Right];

    /// The lanes of the packs `First`, `First + Stride` ... of the 16, added up as the halving tree does.
    template <std::size_t First, std::size_t Stride, class Ahead>
    LINNET_INLINE static ProductSums fold(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
                                          const Ahead& ahead) {
        if constexpr (Stride == passes) {
            return pass<First>(left, right, ahead);
        } else {
            ProductSums lower = fold<First, 2 * Stride>(left, right, ahead);
            const ProductSums upper = fold<First + Stride, 2 * Stride>(left, right, ahead);
#pragma GCC unroll 16
            for (std::size_t i = 0; i < Left * Right; ++i) {
                lower.sums[i] = lower.sums[i] + upper.sums[i];
            }
            return lower;
        }
    }

private:
    template <std::size_t Pack, class Ahead>
    LINNET_INLINE static ProductSums pass(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
                                          const Ahead& ahead) {
        ProductSums result;
#pragma GCC unroll 16
        for (auto& sum : result.sums) {
            sum = P(T{0});
        }
        const auto add = [&](std::size_t k, auto lanes) LINNET_INLINE_LAMBDA {
            P of_right[Right];
#pragma GCC unroll 16
            for (std::size_t j = 0; j < Right; ++j) {
                of_right[j] = P::load(right.row(j) + k, lanes);
            }
#pragma GCC unroll 16
            for (std::size_t i = 0; i < Left; ++i) {
                const P of_left = P::load(left.row(i) + k, lanes);
#pragma GCC unroll 16
                for (std::size_t j = 0; j < Right; ++j) {
                    P& sum = result.sums[i * Right + j];
                    sum = fma(of_left, of_right[j], sum);
                }
            }
        };
        const std::size_t full = left.columns / 16 * 16;
        for (std::size_t k = 0; k < full; k += 16) {
            ahead(k + Pack * V);
            add(k + Pack * V, AllLanes{});
        }
        if (full < left.columns) {
            const std::size_t first = std::min(full + Pack * V, left.columns);
            add(first, FirstLanes{left.columns - first});
        }
        return result;
    }
};

/// Stores a pack in `Parts` pieces, `stride` elements from one to the next.
template <std::size_t Parts, class T, std::size_t V>
LINNET_INLINE void store_parts(pack<T, V> x, T* to, std::size_t stride) {
    if constexpr (Parts == 1) {
        x.store(to);
    } else {
        store_parts<Parts / 2>(lower_half(x), to, stride);
        store_parts<Parts / 2>(upper_half(x), to + Parts / 2 * stride, stride);
    }
}

/// out(i, j) = dot of row i of `left` and row j of `right`, for the first `Left x Right` of them. A pack of results
/// holds those of `Together` rows of left.
template <class T, std::size_t V, std::size_t Left, std::size_t Right, std::size_t Together, class Ahead>
LINNET_INLINE void product_tile(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
                                const MatrixView<T>& out, const Ahead& ahead) {
    constexpr std::size_t wide = V / Together; // rows of right in a pack of results
    const auto all = ProductSums<T, V, Left, Right>::template fold<0, 1>(left, right, ahead);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < Left; i += Together) {
#pragma GCC unroll 16
        for (std::size_t j = 0; j < Right; j += wide) {
            pack<T, V> sums[V];
#pragma GCC unroll 16
            for (std::size_t r = 0; r < V; ++r) {
                sums[r] = all.sums[(i + r / wide) * Right + j + r % wide];
            }
            store_parts<Together>(reduce_many(sums), out.row(i) + j, out.stride);
        }
    }
}

/// The products of one row with those of `right`, which are fetched ahead as they may come from memory.
template <class T, std::size_t V>
LINNET_HOT void products_of_row(ConstMatrixView<T> left, ConstMatrixView<T> right, MatrixView<T> out) {
    constexpr std::size_t wide = std::max<std::size_t>(V, 8);
    constexpr std::size_t bytes_ahead = 8192;
    const std::size_t rows_ahead =
        (bytes_ahead / (right.stride * sizeof(T) + 1) + wide) / wide * wide; // whole tiles, at least one
    std::size_t j = 0;
    for (; j + wide <= right.rows; j += wide) {
        const T* const fetched = right.row(j + rows_ahead + wide <= right.rows ? j + rows_ahead : j);
        const auto ahead = [&](std::size_t k) LINNET_INLINE_LAMBDA {
#pragma GCC unroll 16
            for (std::size_t i = 0; i < wide; ++i) {
                __builtin_prefetch(fetched + i * right.stride + k);
            }
        };
        product_tile<T, V, 1, wide, 1>(left, right.middle(j, wide), out.slice(j, wide), ahead);
    }
    for (; j < right.rows; ++j) {
        out(0, j) = dot<T, V>(left.data, right.row(j), left.columns);
    }
}

} // namespace detail

/// out(i, j) = `dot` of row i of `left` and row j of `right`, in the bits of `dot<T, W>`, which are those of every W.
///
/// Shapes: left `m x n`, right `k x n`, out `m x k`. Cost: 2 m k n flops, and a tree of 15 additions for each result
/// which shares its moves with others. One row of `left` runs at the speed of memory.
template <class T, std::size_t W>
void inner_products(ConstMatrixView<T> left, ConstMatrixView<T> right, MatrixView<T> out) {
    constexpr std::size_t V = detail::register_width<T, std::min<std::size_t>(W, 16)>();
    constexpr std::size_t together = std::max<std::size_t>(V * sizeof(T) / 16, 1);
    constexpr std::size_t tall = std::max<std::size_t>(detail::register_count / 8, together);
    constexpr std::size_t wide = 4;
    constexpr std::size_t bytes = 16384; // of rows that stay in the first cache while all of `left` passes by
    const std::size_t block = std::max<std::size_t>(bytes / (right.stride * sizeof(T) + 1) / 16, 1) * 16;
    const std::size_t tiled = left.rows / tall * tall;
    for (std::size_t j0 = 0; tiled != 0 && j0 < right.rows; j0 += block) {
        const std::size_t j1 = std::min(j0 + block, right.rows);
        for (std::size_t i = 0; i < tiled; i += tall) {
            const ConstMatrixView<T> rows = left.middle(i, tall);
            std::size_t j = j0;
            for (; j + wide <= j1; j += wide) {
                detail::product_tile<T, V, tall, wide, together>(
                    rows, right.middle(j, wide), {out.row(i) + j, tall, wide, out.stride}, [](std::size_t) {});
            }
            for (; j < j1; ++j) {
                for (std::size_t r = 0; r < tall; ++r) {
                    out(i + r, j) = dot<T, V>(rows.row(r), right.row(j), left.columns);
                }
            }
        }
    }
    for (std::size_t i = tiled; i < left.rows; ++i) {
        detail::products_of_row<T, V>(left.middle(i, 1), right, out.middle(i, 1));
    }
}

} // namespace linnet
