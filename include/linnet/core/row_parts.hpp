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
struct RowPart {
    ConstMatrixView<T> table;
    const row_id* ids = nullptr; ///< null: row i is the table's row i

    [[nodiscard]] const T* row(std::size_t i) const { return table.row(ids == nullptr ? i : ids[i]); }
};

/// The form (see core/form.hpp) of an output that is the rows of tables or of the batch. What `give` returns stays
/// valid as long as the batch and the parameters do; it checks what `forward` checks.
struct RowPartsForm {};

/// A matrix that is never assembled: its row i is row i of every part, side by side. Lookups pass it to a layer that
/// reads each element once, where a copy would cost more than the arithmetic.
/// Shapes: `batch x (Columns + ...)`; part p is `batch x` the p-th of `Columns`.
template <class T, std::size_t... Columns>
struct RowParts {
    static constexpr std::size_t size = sizeof...(Columns);
    static constexpr std::array<std::size_t, size> columns{Columns...};

    std::size_t rows = 0;
    std::array<RowPart<T>, size> parts;
};

/// The parts of both, side by side.
template <class T, std::size_t... Left, std::size_t... Right>
RowParts<T, Left..., Right...> operator+(const RowParts<T, Left...>& left, const RowParts<T, Right...>& right) {
    RowParts<T, Left..., Right...> both{left.rows, {}};
    for (std::size_t i = 0; i < sizeof...(Left); ++i) {
        both.parts[i] = left.parts[i];
    }
    for (std::size_t i = 0; i < sizeof...(Right); ++i) {
        both.parts[sizeof...(Left) + i] = right.parts[i];
    }
    return both;
}

} // namespace linnet::inline LINNET_ISA
