// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/kernels/inner_products.hpp>
#include <linnet/kernels/quantised_rows.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/narrow_loads.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>
#include <linnet/simd/reduce_many.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// Rows of a table in fewer bits, dequantised as `products_of_quantised` reads them.
template <class T, std::size_t V, TableFormat Format>
class QuantisedRows {
    static constexpr bool int8 = Format == TableFormat::int8;
    using Code = std::conditional_t<int8, std::int8_t, std::uint16_t>;

public:
    QuantisedRows(const QuantisedTable<T>& table, std::size_t first, std::size_t count)
        : table_{table}, first_{first}, count_{count} {}

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::size_t columns() const { return table_.columns(); }

    struct Some {
        const Code* codes;
        const RowScale<T>* scales;
        std::size_t stride;

        template <std::size_t I, class Lanes>
        [[nodiscard]] LINNET_INLINE pack<T, V> load(std::size_t k, Lanes lanes) const {
            const Code* const at = codes + I * stride + k;
            pack<T, V> x;
            if constexpr (int8) {
                x = fma(pack<T, V>(scales[I].scale), load_int8<T, V>(at, lanes), pack<T, V>(scales[I].offset));
            } else {
                x = load_bfloat16<T, V>(at, lanes);
            }
            if constexpr (std::is_same_v<Lanes, FirstLanes>) { // there are zeros behind them, and not the offset
                T some[V]{};
                x.store(some, lanes);
                x = pack<T, V>::load(some);
            }
            return x;
        }
    };
    [[nodiscard]] LINNET_INLINE Some from(std::size_t j) const {
        if constexpr (int8) {
            return {table_.int8_row(first_ + j), &table_.scale(first_ + j), columns()};
        } else {
            return {table_.bfloat16_row(first_ + j), nullptr, columns()};
        }
    }
    [[nodiscard]] T product(const T* left, std::size_t j) const {
        const Some row = from(j);
        auto lanes = lanes16<T, V>::zero();
        for (std::size_t k = 0; k < columns(); k += 16) {
            T some[16];
            const std::size_t n = std::min<std::size_t>(16, columns() - k);
            if constexpr (int8) {
                dequantise_row<T, V>(row.codes + k, *row.scales, some, n);
            } else {
                dequantise_row<T, V>(row.codes + k, some, n);
            }
            if (n == 16) {
                lanes.multiply_add(left + k, some);
            } else {
                lanes.multiply_add_first(left + k, some, n);
            }
        }
        return lanes.reduce();
    }

private:
    const QuantisedTable<T>& table_;
    std::size_t first_;
    std::size_t count_;
};

/// RowProducts of rows that are dequantised where they are loaded. A twin, as g++ 12 makes the search among plain rows,
/// which is limited by how it walks through memory, 1.2 to 2.4 times as slow where both are one template.
template <class T, std::size_t V, std::size_t Rows, class Right>
struct QuantisedRowProducts {
    using P = pack<T, V>;
    static constexpr std::size_t packs = 16 / V;

    const T* left;
    Right right;
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
        ((sums[First + I] = fma(of_left, right.template load<I>(k, lanes), sums[First + I])), ...);
    }
};

/// `products_of_row` of such rows.
template <class T, std::size_t V, class Right>
LINNET_HOT void products_of_quantised(const T* left, const Right& right, T* to) {
    constexpr std::size_t step = 2;
    constexpr std::size_t wide = std::max(V, step);
    std::size_t j = 0;
    for (; j + wide <= right.count(); j += wide) {
        pack<T, V> sums[wide];
        [&]<std::size_t... I>(std::index_sequence<I...>) LINNET_INLINE_LAMBDA {
            (QuantisedRowProducts<T, V, step, typename Right::Some>{left, right.from(j + I * step), right.columns()}
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
    for (; j < right.count(); ++j) {
        to[j] = right.product(left, j);
    }
}

} // namespace detail

/// `inner_products` of `left` and `out.columns` rows of a table in fewer bits, from row `first` on, with the bits that
/// it has for the dequantised rows.
///
/// Shapes: left `m x n`, table of n columns, out `m x k`. `block` and `scratch` are memory that is kept, so that the
/// next call need not allocate.
/// Cost: a few rows of `left` are multiplied one by one with rows that are dequantised in registers, at the speed of
/// reading their codes. For many, rows are dequantised once, in blocks that stay in the first-level cache.
template <class T, std::size_t W>
void inner_products(ConstMatrixView<T> left, const QuantisedTable<T>& table, std::size_t first, MatrixView<T> out,
                    Matrix<T>& block, Matrix<T>& scratch) {
    constexpr std::size_t V = linnet::detail::register_width<T, std::min<std::size_t>(W, 16)>();
    constexpr std::size_t few = 3;
    constexpr std::size_t bytes = 16384; // of a block: half of the first-level cache
    if (left.rows <= few) {
        for (std::size_t i = 0; i < left.rows; ++i) {
            if (table.format() == TableFormat::int8) {
                using Rows = detail::QuantisedRows<T, V, TableFormat::int8>;
                detail::products_of_quantised<T, V>(left.row(i), Rows{table, first, out.columns}, out.row(i));
            } else {
                using Rows = detail::QuantisedRows<T, V, TableFormat::bfloat16>;
                detail::products_of_quantised<T, V>(left.row(i), Rows{table, first, out.columns}, out.row(i));
            }
        }
        return;
    }
    const std::size_t rows = std::max<std::size_t>(bytes / (table.columns() * sizeof(T) + 1) / 16, 1) * 16;
    block.reserve(rows, table.columns());
    for (std::size_t j = 0; j < out.columns; j += rows) {
        const std::size_t count = std::min(rows, out.columns - j);
        dequantise_rows<T, W>(table, [&](std::size_t i) { return first + j + i; }, block.top(count));
        inner_products<T, W>(left, block.top(count), out.slice(j, count), scratch);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
