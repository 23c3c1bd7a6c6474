// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/log/cleaning_report.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// The least number of interactions that a user, and an item, needs to stay in a log.
struct MinimumCounts {
    std::size_t users = 5;
    std::size_t items = 5;
};

namespace detail {

/// What is left of a log after up to `rounds` passes, each of which removes the rows of users and items that have too
/// few.
[[nodiscard]] Interactions with_counts(const Interactions& log, const MinimumCounts& minimum, std::size_t rounds,
                                       CleaningReport* report);

} // namespace detail

/// The rows of the users and items that have at least the minimum number of rows. The log is counted once, so users and
/// items that stay may have fewer rows in the result. Every row counts, so remove duplicates first. O(rows).
/// Throws DataError if the columns of the log differ in length.
[[nodiscard]] LINNET_COLD inline Interactions minimum_count(const Interactions& log, const MinimumCounts& minimum = {},
                                                            CleaningReport* report = nullptr) {
    detail::check_columns("minimum_count", log);
    return detail::with_counts(log, minimum, 1, report);
}

/// The largest set of rows in which every user and every item has at least the minimum number: `minimum_count`,
/// repeated until nothing more is removed. It may be empty. O(rows left + users + items) for each round.
/// Throws DataError if the columns of the log differ in length.
/// Source: the k-core of Seidman, "Network structure and minimum degree", Social Networks 5, 1983.
[[nodiscard]] LINNET_COLD inline Interactions k_core(const Interactions& log, const MinimumCounts& minimum = {},
                                                     CleaningReport* report = nullptr) {
    detail::check_columns("k_core", log);
    return detail::with_counts(log, minimum, static_cast<std::size_t>(-1), report);
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION Interactions with_counts(const Interactions& log, const MinimumCounts& minimum,
                                                       std::size_t rounds, CleaningReport* report) {
    std::vector<std::size_t> rows(log.size());
    std::vector<std::size_t> user_counts(log.users.distinct());
    std::vector<std::size_t> item_counts(log.items.distinct());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        rows[row] = row;
        ++user_counts[log.users.code(row)];
        ++item_counts[log.items.code(row)];
    }
    CleaningReport result;
    while (result.rounds < rounds) {
        std::vector<std::size_t> users_left(user_counts.size());
        std::vector<std::size_t> items_left(item_counts.size());
        std::size_t kept = 0;
        for (const std::size_t row : rows) {
            const auto user = log.users.code(row);
            const auto item = log.items.code(row);
            if (user_counts[user] >= minimum.users && item_counts[item] >= minimum.items) {
                rows[kept++] = row;
                ++users_left[user];
                ++items_left[item];
            }
        }
        if (kept == rows.size()) {
            break;
        }
        const auto gone = [](const std::vector<std::size_t>& before, const std::vector<std::size_t>& after) {
            std::size_t count = 0;
            for (std::size_t i = 0; i < before.size(); ++i) {
                count += before[i] != 0 && after[i] == 0 ? std::size_t{1} : std::size_t{0};
            }
            return count;
        };
        result.removed_users += gone(user_counts, users_left);
        result.removed_items += gone(item_counts, items_left);
        ++result.rounds;
        rows.resize(kept);
        user_counts = std::move(users_left);
        item_counts = std::move(items_left);
    }
    if (report != nullptr) {
        result.rows = rows.size();
        result.removed = log.size() - rows.size();
        *report = result;
    }
    return select_rows(log, rows);
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
