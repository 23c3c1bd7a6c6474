// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/transpose.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>
#include <linnet/simd/reduce_many.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// Products of one row with `Rows` others, in the lanes of `dot`, folded to one pack each: sums[First], sums[First +
/// 1], ...
template <class T, std::size_t V, std::size_t Rows>
struct RowProducts {
    using P = pack<T, V>;
    static constexpr std::size_t packs = 16 / V;

    const T* left;
    const T* right;
    std::size_t stride;
    std::size_t columns;

    /// Adds up packs `Pack`, `Pack + Stride`, ... of the 16 lanes as the halving tree does. Up to there the lanes are
    /// independent. Sums are indexed by constants only, so that they stay in registers.
    template <std::size_t First, std::size_t Pack, std::size_t Stride, std::size_t Count, std::size_t... I>
    LINNET_INLINE void fold(P (&sums)[Count], std::index_sequence<I...> every) const {
        if constexpr (Stride == packs) {
            ((sums[First + I] = P(T{0})), ...);
            const std::size_t full = columns / 16 * 16;
            for (std::size_t k = 0; k < full; k += 16) {
                add<First>(sums, k + Pack * V, AllLanes{}, every);
            }
            if (full < columns) {
                const std::size_t k = std::min(full + Pack * V, columns);
                add<First>(sums, k, FirstLanes{columns - k}, every);
            }
        } else {
            P upper[Rows];
            fold<First, Pack, 2 * Stride>(sums, every);
            fold<0, Pack + Stride, 2 * Stride>(upper, every);
            ((sums[First + I] = sums[First + I] + upper[I]), ...);
        }
    }

private:
    template <std::size_t First, std::size_t Count, class Lanes, std::size_t... I>
    LINNET_INLINE void add(P (&sums)[Count], std::size_t k, Lanes lanes, std::index_sequence<I...>) const {
        const P of_left = P::load(left + k, lanes);
        ((sums[First + I] = fma(of_left, P::load(right + I * stride + k, lanes), sums[First + I])), ...);
    }
};

/// The products of one row with the rows of `right`, which may stream from memory. Two rows at a time, because the
/// hardware prefetches no more than that.
template <class T, std::size_t V>
LINNET_HOT void products_of_row(const T* left, const ConstMatrixView<T>& right, T* to) {
    constexpr std::size_t step = 2;
    constexpr std::size_t wide = std::max(V, step);
    std::size_t j = 0;
    for (; j + wide <= right.rows; j += wide) {
        pack<T, V> sums[wide];
        const T* const rows = right.row(j);
        [&]<std::size_t... I>(std::index_sequence<I...>) LINNET_INLINE_LAMBDA {
            (RowProducts<T, V, step>{left, rows + I * step * right.stride, right.stride, right.columns}
                 .template fold<I * step, 0, 1>(sums, std::make_index_sequence<step>{}),
             ...);
        }(std::make_index_sequence<wide / step>{});
        if constexpr (V == 1) {
            sums[0].store(to + j);
            sums[1].store(to + j + 1);
        } else {
            reduce_many(sums).store(to + j);
        }
    }
    for (; j < right.rows; ++j) {
        to[j] = dot<T, V>(left, right.row(j), right.columns);
    }
}

/// Products of `Rows` rows with V columns. Each of the 16 canonical lanes is a pack of products, so the halving tree
/// needs no moves between lanes.
template <class T, std::size_t V, std::size_t Rows>
struct ColumnProducts {
    using P = pack<T, V>;

    const T* left;
    std::size_t stride;
    const T* columns;
    std::size_t columns_stride;
    std::size_t inner;

    /// Adds up canonical lanes `Lane`, `Lane + Stride`, ... as the halving tree does.
    template <std::size_t Lane, std::size_t Stride, std::size_t... I>
    LINNET_INLINE void fold(P (&sums)[Rows], std::index_sequence<I...> every) const {
        P upper[Rows];
        if constexpr (Stride == 8) { // two lanes at a time, so that there are enough sums to keep the machine busy
            ((sums[I] = P(T{0}), upper[I] = P(T{0})), ...);
            const std::size_t full = inner / 16 * 16;
            const T* row = columns + Lane * columns_stride;
            for (std::size_t k = Lane; k < full; k += 16, row += 16 * columns_stride) {
                add(sums, k, row, every);
                add(upper, k + 8, row + 8 * columns_stride, every);
            }
            if (full < inner) {
                add_last(sums, full + Lane, row, every);
                add_last(upper, full + Lane + 8, row + 8 * columns_stride, every);
            }
        } else {
            fold<Lane, 2 * Stride>(sums, every);
            fold<Lane + Stride, 2 * Stride>(upper, every);
        }
        ((sums[I] = sums[I] + upper[I]), ...);
    }

private:
    template <std::size_t... I>
    LINNET_INLINE void add(P (&sums)[Rows], std::size_t k, const T* row, std::index_sequence<I...>) const {
        const P of_columns = P::load(row);
        ((sums[I] = fma(P(left[I * stride + k]), of_columns, sums[I])), ...);
    }
    /// In the last, partial block of 16, `dot` adds products of zeros to the lanes that have no element.
    template <std::size_t... I>
    LINNET_INLINE void add_last(P (&sums)[Rows], std::size_t k, const T* row, std::index_sequence<I...> every) const {
        if (k < inner) {
            add(sums, k, row, every);
        } else {
            ((sums[I] = sums[I] + P(T{0})), ...);
        }
    }
};

/// The products of all rows of `left`, whose number is a multiple of `Rows`, with `out.columns` columns.
template <class T, std::size_t V, std::size_t Rows>
LINNET_HOT void products_of_columns(const ConstMatrixView<T>& left, const ConstMatrixView<T>& columns,
                                    const MatrixView<T>& out) {
    for (std::size_t i = 0; i < left.rows; i += Rows) {
        for_each_pack<V>(out.columns, [&](std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
            pack<T, V> sums[Rows];
            const auto every = std::make_index_sequence<Rows>{};
            ColumnProducts<T, V, Rows>{left.row(i), left.stride, columns.data + j, columns.stride, left.columns}
                .template fold<0, 1>(sums, every);
            [&]<std::size_t... I>(std::index_sequence<I...>)
                LINNET_INLINE_LAMBDA { (sums[I].store(out.row(i + I) + j, lanes), ...); }(every);
        });
    }
}

} // namespace detail

/// out(i, j) = `dot` of row i of `left` and row j of `right`, with the bits of `dot<T, W>`, which are the same for
/// every W.
///
/// Shapes: left `m x n`, right `k x n`, out `m x k`. `scratch` is memory that is kept, so that the next call need not
/// allocate.
/// Cost: 2 m k n flops. A few rows of `left` are taken one by one and stream `right` at the speed of memory. Many rows
/// are multiplied with blocks of `right` that are transposed first, which costs as much as about twenty rows.
template <class T, std::size_t W>
void inner_products(ConstMatrixView<T> left, ConstMatrixView<T> right, MatrixView<T> out, Matrix<T>& scratch) {
    constexpr std::size_t V = linnet::detail::register_width<T, std::min<std::size_t>(W, 16)>();
    constexpr std::size_t together = linnet::detail::register_count / 8;
    constexpr std::size_t many = 24;
    constexpr std::size_t bytes = 16384; // size of a block: half of the first-level cache
    const std::size_t block = std::max<std::size_t>(bytes / (right.columns * sizeof(T) + 1) / 16, 1) * 16;
    const std::size_t tiled = left.rows < many || right.columns == 0 ? 0 : left.rows / together * together;
    if (tiled != 0) {
        scratch.reserve(right.columns, block);
    }
    for (std::size_t j = 0; tiled != 0 && j < right.rows; j += block) {
        const std::size_t count = std::min(block, right.rows - j);
        const MatrixView<T> columns = scratch.top(right.columns);
        transpose<T, W>(right.middle(j, count), columns);
        detail::products_of_columns<T, V, together>(left.top(tiled), columns, out.top(tiled).slice(j, count));
    }
    for (std::size_t i = tiled; i < left.rows; ++i) {
        detail::products_of_row<T, V>(left.row(i), right, out.row(i));
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
