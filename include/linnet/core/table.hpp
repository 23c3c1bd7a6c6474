// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/fixed_string.hpp>

namespace linnet::inline LINNET_ISA {

/// Names a table, so that several lookups share its rows: `Embedding<Target, 32, Table<"items">>`.
template <FixedString Name>
struct Table {
    static constexpr auto name = Name;
};

/// A lookup in a named table, as layers list it in `tables`; equal names must agree in rows and columns.
template <FixedString Name, std::size_t Rows, std::size_t Columns>
struct TableUse {
    static constexpr auto name = Name;
    static constexpr std::size_t rows = Rows;
    static constexpr std::size_t columns = Columns;
};

} // namespace linnet::inline LINNET_ISA
