// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Throws DataError, naming the caller and the column, if the columns of a log differ in length.
void check_columns(std::string_view who, const Interactions& log);

/// The rows among 0 .. n - 1 for which `keeps` is true, in rising order.
template <class Keeps>
[[nodiscard]] LINNET_COLD std::vector<std::size_t> rows_where(std::size_t n, const Keeps& keeps) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < n; ++row) {
        if (keeps(row)) {
            rows.push_back(row);
        }
    }
    return rows;
}

/// The rows whose flag, one character for each row, has that value, in rising order.
[[nodiscard]] std::vector<std::size_t> rows_flagged(std::string_view flags, char wanted, Executor* executor = nullptr);

/// Puts the rows of a log in the order of their times; those of equal times, and all in a log without timestamps, keep
/// their order. requires: the rows are those of the log, in any order
void order_by_time(const Interactions& log, std::vector<std::size_t>& rows, Executor* executor);

/// A key for each row of a log that rises with its time, or with its position if there are no timestamps.
[[nodiscard]] std::vector<std::uint64_t> time_keys(const Interactions& log);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <linnet/core/parts.hpp>
#include <linnet/core/sorted_order.hpp>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION void check_columns(std::string_view who, const Interactions& log) {
    const auto check = [&](std::string_view column, std::size_t rows) {
        if (rows != log.size()) {
            fail<DataError>({who, ": ", rows, " ", column, " of ", log.size(), " interactions"});
        }
    };
    check("items", log.items.size());
    if (log.has_ratings()) {
        check("ratings", log.ratings.size());
    }
    if (log.has_timestamps()) {
        check("timestamps", log.timestamps.size());
    }
}

LINNET_HOT LINNET_DEFINITION std::vector<std::size_t> rows_flagged(std::string_view flags, char wanted,
                                                                   Executor* executor) {
    const Parts parts{executor, flags.size(), 4096};
    std::vector<std::size_t> places(parts.size() + 1); // where the rows of each part begin
    parts.run(1, [&](std::size_t part, std::size_t begin, std::size_t end) {
        std::size_t count = 0;
        for (std::size_t row = begin; row < end; ++row) {
            count += flags[row] == wanted ? std::size_t{1} : std::size_t{0};
        }
        places[part + 1] = count;
    });
    for (std::size_t part = 0; part < parts.size(); ++part) {
        places[part + 1] += places[part];
    }
    std::vector<std::size_t> rows(places.back());
    parts.run(2, [&](std::size_t part, std::size_t begin, std::size_t end) {
        std::size_t next = places[part];
        for (std::size_t row = begin; row < end; ++row) {
            if (flags[row] == wanted) {
                rows[next++] = row;
            }
        }
    });
    return rows;
}

LINNET_COLD LINNET_DEFINITION void order_by_time(const Interactions& log, std::vector<std::size_t>& rows,
                                                 Executor* executor) {
    if (log.has_timestamps()) {
        order_by(SortKeys{log.timestamps}, rows, executor);
    }
}

LINNET_COLD LINNET_DEFINITION std::vector<std::uint64_t> time_keys(const Interactions& log) {
    std::vector<std::uint64_t> keys(log.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i] = log.has_timestamps()
                      ? static_cast<std::uint64_t>(log.timestamps[i]) ^ std::uint64_t{1} << 63 // negative ones first
                      : i;
    }
    return keys;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
