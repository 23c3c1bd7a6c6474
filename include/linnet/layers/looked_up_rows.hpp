// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/kernels/quantised_rows.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// `out(i, :) = table(rows[i], :)` of a table in fewer bits, divided among threads.
template <class T, std::size_t W>
LINNET_HOT void look_up_quantised(Executor* executor, const QuantisedTable<T>& table, std::span<const row_id> rows,
                                  const MatrixView<T>& out) {
    for_each_share(executor, out.rows, 1, 4 * table.columns(), [&](std::size_t first, std::size_t count) {
        kernels::gather<T, W>(table, rows.subspan(first, count), out.middle(first, count));
    });
}

/// Puts the rows of a table that has no values into `scratch`. A table without rows has neither, and no row is asked
/// for.
template <class T, std::size_t W>
LINNET_HOT void dequantise_looked_up(Executor* executor, const ParameterBlock<T>& table, std::span<const row_id> rows,
                                     Matrix<T>& scratch) {
    scratch.reserve(rows.size(), table.quantised.columns());
    if (!rows.empty()) {
        look_up_quantised<T, W>(executor, table.quantised, rows, scratch.top(rows.size()));
    }
}

} // namespace detail

/// The rows of a table that a layer looks up: row i of the result is row `rows[i]` of the table, where it lies. Rows of
/// a quantised table are turned into T first, into `scratch`, which grows where that takes more than before; any other
/// use of it ends the result. A layer that reads a table in no other way says so to `Builder::table`, and the table may
/// then be quantised (network/quantised.hpp).
/// requires: the rows are rows of the table; `rows` stays valid as long as the result
template <class T, std::size_t W>
[[nodiscard]] LINNET_INLINE RowSegment<T> looked_up_rows(Executor* executor, const ParameterBlock<T>& table,
                                                         std::span<const row_id> rows, Matrix<T>& scratch) {
    // No view is kept in a variable, as g++ 12 would write it to memory in pieces and wait to read it as a whole.
    if (table.values.view().data == nullptr) [[unlikely]] {
        detail::dequantise_looked_up<T, W>(executor, table, rows, scratch);
        return {scratch.top(rows.size()), nullptr};
    }
    return {table.values.view(), rows.data()};
}

} // namespace linnet::inline LINNET_ISA
