// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The elements of a column at the given places, in the order of the places: `column[places[0]]`, `column[places[1]]`,
/// ... The column is a vector or a StringColumn. requires: each place is below `column.size()`
template <class Column, class Places>
[[nodiscard]] LINNET_COLD Column selected(const Column& column, const Places& places) {
    Column result;
    result.reserve(places.size());
    for (const auto place : places) {
        result.push_back(column[place]);
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA::detail
