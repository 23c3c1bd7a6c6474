// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Appends one column to the other.
template <class Column>
[[nodiscard]] LINNET_COLD Column concat(Column first, const Column& second) {
    if constexpr (std::same_as<Column, StringColumn>) {
        first.append(second);
    } else {
        first.reserve(first.size() + second.size());
        for (const auto& value : second) {
            first.push_back(value);
        }
    }
    return first;
}

} // namespace detail

/// The rows of one log, followed by those of another, such as the log of a new day. An empty log fits every log.
/// O(rows).
/// Throws DataError if one log has ratings or timestamps and the other has none, or if the columns of a log differ in
/// length.
/// Source: `concat` of pandas.
[[nodiscard]] Interactions concat(const Interactions& first, const Interactions& second);

/// The rows of one frame, followed by those of another. Both must have columns of the same names and kinds; the result
/// has them in the order of the first frame. A frame without columns fits every frame. O(cells).
/// Throws DataError if a column is in only one frame, or holds values of different kinds or rows of tables of different
/// size.
[[nodiscard]] Frame concat(const Frame& first, const Frame& second);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION Interactions concat(const Interactions& first, const Interactions& second) {
    detail::check_columns("concat, first log", first);
    detail::check_columns("concat, second log", second);
    if (first.empty() || second.empty()) {
        return first.empty() ? second : first;
    }
    const auto check = [](std::string_view what, bool of_first, bool of_second) {
        if (of_first != of_second) {
            detail::fail<DataError>(
                {"concat: the ", of_first ? "first" : "second", " log has ", what, ", and the other has none"});
        }
    };
    check("ratings", first.has_ratings(), second.has_ratings());
    check("timestamps", first.has_timestamps(), second.has_timestamps());
    return {detail::concat(first.users, second.users), detail::concat(first.items, second.items),
            detail::concat(first.ratings, second.ratings), detail::concat(first.timestamps, second.timestamps)};
}

LINNET_COLD LINNET_DEFINITION Frame concat(const Frame& first, const Frame& second) {
    const std::vector<std::string> names = first.names();
    if (names.empty() || second.names().empty()) {
        return names.empty() ? second : first;
    }
    for (const std::string& name : second.names()) {
        if (!first.has(name)) {
            detail::fail<DataError>({"concat: only the second frame has a column '", name, "'"});
        }
    }
    Frame result;
    for (const std::string& name : names) {
        if (!second.has(name)) {
            detail::fail<DataError>({"concat: only the first frame has a column '", name, "'"});
        }
        if (first.is_numeric(name) != second.is_numeric(name) || first.is_integer(name) != second.is_integer(name)) {
            detail::fail<DataError>({"concat: column '", name,
                                     "' holds strings, numbers or integers in one frame and others in the second"});
        }
        const std::size_t table_rows = first.table_rows(name);
        if (table_rows != second.table_rows(name)) {
            detail::fail<DataError>({"concat: column '", name, "' was hashed to ", table_rows,
                                     " rows in one frame and ", second.table_rows(name),
                                     " in the other (0: not at all)"});
        }
        if (first.is_numeric(name)) {
            result.set(name, detail::concat(first.numbers(name), second.numbers(name)));
        } else if (first.is_integer(name)) {
            result.set(name, detail::concat(first.integers(name), second.integers(name)));
        } else {
            result.set(name, detail::concat(first.strings(name), second.strings(name)), table_rows);
        }
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
