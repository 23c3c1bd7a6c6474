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

namespace detail {

template <class F>
consteval std::size_t rows_in_type() {
    if constexpr (requires { F::rows; }) {
        return F::rows;
    } else {
        return 0;
    }
}

} // namespace detail

/// The lookup of a feature in a named table, as layers list it in `tables`. Lookups with the same name must agree in
/// rows, columns and initializer, and their features share one vocabulary.
template <FixedString Name, class Feature, std::size_t Columns, class Initializer = void, std::size_t GraphLayers = 0>
struct TableUse {
    static constexpr auto name = Name;
    using feature = Feature;
    using initializer = Initializer;
    static constexpr std::size_t rows = detail::rows_in_type<Feature>();
    static constexpr std::size_t columns = Columns;
    static constexpr std::size_t graph_layers = GraphLayers; ///< of its GraphPropagation; 0: it has none
};

} // namespace linnet::inline LINNET_ISA
