// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

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

/// Rows of a table in fewer bits, dequantised as `products_of_row` reads them.
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
                detail::products_of_row<T, V>(left.row(i), Rows{table, first, out.columns}, out.row(i));
            } else {
                using Rows = detail::QuantisedRows<T, V, TableFormat::bfloat16>;
                detail::products_of_row<T, V>(left.row(i), Rows{table, first, out.columns}, out.row(i));
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
