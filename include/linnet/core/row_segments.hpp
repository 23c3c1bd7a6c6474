// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// Rows that stay where they are: row i is row `ids[i]` of a table.
template <class T>
struct RowSegment {
    ConstMatrixView<T> table;
    const row_id* ids = nullptr; ///< null: row i is the table's row i

    [[nodiscard]] const T* row(std::size_t i) const { return table.row(ids == nullptr ? i : ids[i]); }
};

/// The form (see core/form.hpp) of an output that is the rows of tables or of the batch. What `give` returns stays
/// valid as long as the batch and the parameters do, and until the workspace is used again; it checks what `forward`
/// checks.
struct RowSegmentsForm {};

/// A matrix that is never assembled: its row i is row i of every segment, side by side. Lookups pass it to a layer that
/// reads each element once, where a copy would cost more than the arithmetic.
/// Shapes: `batch x (Columns + ...)`; segment p is `batch x` the p-th of `Columns`.
template <class T, std::size_t... Columns>
struct RowSegments {
    static constexpr std::size_t size = sizeof...(Columns);
    static constexpr std::array<std::size_t, size> columns{Columns...};

    std::size_t rows = 0;
    std::array<RowSegment<T>, size> segments;
};

/// The segments of both, side by side.
template <class T, std::size_t... Left, std::size_t... Right>
RowSegments<T, Left..., Right...> operator+(const RowSegments<T, Left...>& left,
                                            const RowSegments<T, Right...>& right) {
    RowSegments<T, Left..., Right...> both{left.rows, {}};
    for (std::size_t i = 0; i < sizeof...(Left); ++i) {
        both.segments[i] = left.segments[i];
    }
    for (std::size_t i = 0; i < sizeof...(Right); ++i) {
        both.segments[sizeof...(Left) + i] = right.segments[i];
    }
    return both;
}

} // namespace linnet::inline LINNET_ISA
