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

/// A bound layer that can say where its output lies instead of writing it. `row_parts(context, rows, workspace)` checks
/// what `forward` checks, and returns RowParts that stay valid as long as the batch and the parameters do.
template <class Node>
concept GivesRowParts = Node::gives_row_parts;

/// A bound layer whose `forward` and `backward` also accept RowParts as input.
template <class Node>
concept TakesRowParts = Node::takes_row_parts;

/// A bound layer whose output is a matrix of the batch. `view(context, rows, workspace)` checks what `forward` checks.
template <class Node>
concept GivesView = Node::gives_view;

} // namespace linnet::inline LINNET_ISA
