// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/frame.hpp>
#include <linnet/data/interaction_rows.hpp>
#include <linnet/data/interactions.hpp>
#include <linnet/data/string_column.hpp>

namespace linnet::inline LINNET_ISA {

/// Some rows of a log, in the order in which they are named, as often as they are: an order sorts it, a condition
/// filters it. O(rows).
/// Throws DataError if the log has no such row, or its columns differ in length.
/// Source: `iloc` of pandas.
[[nodiscard]] LINNET_COLD inline Interactions select_rows(const Interactions& log, std::span<const std::size_t> rows) {
    detail::check_columns("select_rows", log);
    for (const std::size_t row : rows) {
        if (row >= log.size()) {
            detail::fail<DataError>({"row ", row, " of a log of ", log.size(), " rows"});
        }
    }
    Interactions result;
    result.users.reserve(rows.size());
    result.items.reserve(rows.size());
    for (const std::size_t row : rows) {
        result.users.push_back(log.users[row]);
        result.items.push_back(log.items[row]);
        if (log.has_ratings()) {
            result.ratings.push_back(log.ratings[row]);
        }
        if (log.has_timestamps()) {
            result.timestamps.push_back(log.timestamps[row]);
        }
    }
    return result;
}

/// Some rows of a frame, in the order in which they are named, as often as they are. O(rows x columns).
/// Throws DataError if the frame has no such row.
[[nodiscard]] LINNET_COLD inline Frame select_rows(const Frame& frame, std::span<const std::size_t> rows) {
    for (const std::size_t row : rows) {
        if (row >= frame.size()) {
            detail::fail<DataError>({"row ", row, " of a frame of ", frame.size(), " rows"});
        }
    }
    Frame result;
    for (std::string& name : frame.names()) {
        if (frame.is_numeric(name)) {
            const std::vector<float>& from = frame.numbers(name);
            std::vector<float> numbers(rows.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                numbers[i] = from[rows[i]];
            }
            result.set(std::move(name), std::move(numbers));
        } else {
            const StringColumn& from = frame.strings(name);
            StringColumn strings;
            strings.reserve(rows.size());
            for (const std::size_t row : rows) {
                strings.push_back(from[row]);
            }
            const std::size_t table_rows = frame.table_rows(name);
            result.set(std::move(name), std::move(strings), table_rows);
        }
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA
