// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/selected.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

inline constexpr std::size_t no_row = static_cast<std::size_t>(-1);

/// The given rows of a frame, where `no_row` gives a row of missing values. requires: the frame has all other rows
[[nodiscard]] Frame rows_or_missing(const Frame& frame, std::span<const std::size_t> rows);

} // namespace detail

/// The given rows of a log, in the given order; rows may repeat. Select by an order to sort a log, or by a condition to
/// filter it. O(rows); beside the result it takes at most 8 bytes for each distinct string of the log while it runs.
/// The result does not depend on the executor. Throws DataError if the log has no such row, or its columns differ in
/// length. Source: `iloc` of pandas.
[[nodiscard]] Interactions select_rows(const Interactions& log, std::span<const std::size_t> rows,
                                       Executor* executor = nullptr);

/// The given rows of a frame, in the given order; rows may repeat. O(rows x columns).
/// Throws DataError if the frame has no such row.
[[nodiscard]] Frame select_rows(const Frame& frame, std::span<const std::size_t> rows);

/// The rows of a log or a frame for which `condition(row)` is true, in their order: `select_rows(log,
/// [&](std::size_t row) { return log.ratings[row] > 3; })`.
template <class Table, std::predicate<std::size_t> Condition>
    requires std::same_as<Table, Interactions> || std::same_as<Table, Frame>
[[nodiscard]] LINNET_COLD Table select_rows(const Table& table, const Condition& condition) {
    return select_rows(table, std::span<const std::size_t>{detail::rows_where(table.size(), condition)});
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <limits>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION Frame rows_or_missing(const Frame& frame, std::span<const std::size_t> rows) {
    Frame result;
    bool any_missing = false;
    for (const std::size_t row : rows) {
        any_missing = any_missing || row == no_row;
    }
    const auto pick = [&rows]<class Value>(const std::vector<Value>& from, Value missing) {
        std::vector<Value> values(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            values[i] = rows[i] == no_row ? missing : from[rows[i]];
        }
        return values;
    };
    for (const std::string& name : frame.names()) {
        if (frame.is_numeric(name)) {
            result.set(name, pick(frame.numbers(name), std::numeric_limits<float>::quiet_NaN()));
        } else if (frame.is_integer(name)) {
            result.set(name, pick(frame.integers(name), Frame::missing_integer));
        } else {
            const StringColumn& from = frame.strings(name);
            StringColumn strings;
            if (!any_missing) {
                strings = from.selected(rows);
            } else {
                strings.reserve(rows.size());
                for (const std::size_t row : rows) {
                    strings.push_back(row == no_row ? std::string_view{} : from[row]);
                }
            }
            result.set(name, std::move(strings), frame.table_rows(name));
        }
    }
    return result;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Interactions select_rows(const Interactions& log, std::span<const std::size_t> rows,
                                                       Executor* executor) {
    detail::check_columns("select_rows", log);
    for (const std::size_t row : rows) {
        if (row >= log.size()) {
            detail::fail<DataError>({"row ", row, " of a log of ", log.size(), " rows"});
        }
    }
    Interactions result{log.users.selected(rows, executor), log.items.selected(rows, executor), {}, {}};
    if (log.has_ratings()) {
        result.ratings = detail::selected(log.ratings, rows, executor);
    }
    if (log.has_timestamps()) {
        result.timestamps = detail::selected(log.timestamps, rows, executor);
    }
    return result;
}

LINNET_COLD LINNET_DEFINITION Frame select_rows(const Frame& frame, std::span<const std::size_t> rows) {
    for (const std::size_t row : rows) {
        if (row >= frame.size()) {
            detail::fail<DataError>({"row ", row, " of a frame of ", frame.size(), " rows"});
        }
    }
    return detail::rows_or_missing(frame, rows);
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
