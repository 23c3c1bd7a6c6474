// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// The table row that an id names. Vocabularies keep row 0 for unknown ids.
using row_id = std::uint32_t;

/// What a lookup does with an id that is not below the number of rows.
enum class UnknownId {
    refuse,   ///< throw IdError, naming feature, row and value
    use_row_0 ///< read (and train) the row kept for unknown ids
};

/// A column that a network reads.
///
/// requires: `F::name` is its name, unique in a network;
///           `F::column<T>` is a view of the column's values for a batch, cheap to copy.
template <class F>
concept Feature = requires {
    { F::name } -> std::convertible_to<std::string_view>;
    typename F::template column<float>;
};

/// A feature of ids, which index the rows of a table.
template <class F>
concept IdFeature = Feature<F> && requires {
    { F::rows } -> std::convertible_to<std::size_t>;
    { F::unknown } -> std::convertible_to<UnknownId>;
};

/// The number of rows of a feature with a `dynamic` vocabulary, as in `Model model{seed, Rows<Item>{1682}}`.
template <IdFeature F>
struct Rows {
    std::size_t count;
};

} // namespace linnet::inline LINNET_ISA
