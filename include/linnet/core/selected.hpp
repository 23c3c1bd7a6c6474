// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The elements of a column at the given places, in the order of the places: `column[places[0]]`, `column[places[1]]`,
/// ... requires: each place is below `column.size()`
template <class Column, class Places>
[[nodiscard]] LINNET_COLD Column selected(const Column& column, const Places& places) {
    Column result;
    result.reserve(places.size());
    for (const auto place : places) {
        result.push_back(column[place]);
    }
    return result;
}

/// The same on the threads of an executor, if there is one.
template <class T>
[[nodiscard]] LINNET_HOT std::vector<T> selected(const std::vector<T>& column, std::span<const std::size_t> places,
                                                 Executor* executor) {
    std::vector<T> result(places.size());
    for_each_share(executor, places.size(), 1, 8, [&](std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            result[i] = column[places[i]];
        }
    });
    return result;
}

} // namespace linnet::inline LINNET_ISA::detail
