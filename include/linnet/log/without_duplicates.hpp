// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/cleaning_report.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// What to keep of several rows of the same user and item.
enum class Keep {
    last,  ///< the newest row
    first, ///< the oldest row
    sum    ///< the newest row, with the sum of all ratings as its rating
};

namespace detail {

/// A key for each row of a log that only rows of the same user and item share.
[[nodiscard]] std::vector<std::uint64_t> pair_keys(const Interactions& log);

} // namespace detail

/// A log in which each pair of user and item occurs once. Newest and oldest go by timestamp; among rows of equal time,
/// or without timestamps, the later row is the newer. The remaining rows keep their order. O(rows).
/// Throws DataError if ratings are to be summed and there are none, or if the columns differ in length.
[[nodiscard]] Interactions without_duplicates(const Interactions& log, Keep keep = Keep::last,
                                              CleaningReport* report = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<std::uint64_t> pair_keys(const Interactions& log) {
    std::vector<std::uint64_t> keys(log.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i] = std::uint64_t{log.users.code(i)} << 32 | log.items.code(i);
    }
    return keys;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Interactions without_duplicates(const Interactions& log, Keep keep,
                                                              CleaningReport* report) {
    detail::check_columns("without_duplicates", log);
    if (keep == Keep::sum && !log.has_ratings() && !log.empty()) {
        detail::fail<DataError>({"without_duplicates: these interactions have no ratings to sum"});
    }
    const std::vector<std::uint64_t> pairs = detail::pair_keys(log);
    const std::vector<std::uint64_t> times = detail::time_keys(log);
    const std::vector<std::size_t> order = sorted_order(pairs);
    std::vector<double> sums(keep == Keep::sum ? log.size() : 0);
    std::vector<std::uint32_t> kept(log.size()); // flags
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        std::size_t chosen = order[begin];
        double sum = 0.0;
        for (; end < order.size() && pairs[order[end]] == pairs[order[begin]]; ++end) {
            const std::size_t row = order[end]; // the rows of a pair come in order
            if (keep == Keep::first ? times[row] < times[chosen] : times[row] >= times[chosen]) {
                chosen = row;
            }
            if (keep == Keep::sum) {
                sum += static_cast<double>(log.ratings[row]);
            }
        }
        kept[chosen] = 1;
        if (keep == Keep::sum) {
            sums[chosen] = sum;
        }
    }
    const std::vector<std::size_t> rows =
        detail::rows_where(log.size(), [&](std::size_t row) { return kept[row] != 0; });
    Interactions result = select_rows(log, rows);
    for (std::size_t i = 0; keep == Keep::sum && i < rows.size(); ++i) {
        result.ratings[i] = static_cast<float>(sums[rows[i]]);
    }
    if (report != nullptr) {
        const std::size_t removed = log.size() - rows.size();
        *report = {.rows = rows.size(), .removed = removed, .rounds = removed == 0 ? std::size_t{0} : std::size_t{1}};
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
