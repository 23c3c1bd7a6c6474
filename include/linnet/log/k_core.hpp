// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
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
                                       CleaningReport* report, Executor* executor);

} // namespace detail

/// The rows of the users and items that have at least the minimum number of rows. The log is counted once, so users and
/// items that stay may have fewer rows in the result. Every row counts, so remove duplicates first. O(rows); 8 bytes
/// for each row, user and item beside the result while it runs, and with several threads at most 16 for each row at
/// first. The result does not depend on the executor. Throws DataError if the columns of the log differ in length.
[[nodiscard]] LINNET_COLD inline Interactions minimum_count(const Interactions& log, const MinimumCounts& minimum = {},
                                                            CleaningReport* report = nullptr,
                                                            Executor* executor = nullptr) {
    detail::check_columns("minimum_count", log);
    return detail::with_counts(log, minimum, 1, report, executor);
}

/// The largest set of rows in which every user and every item has at least the minimum number: `minimum_count`,
/// repeated until nothing more is removed. It may be empty. O(rows left) for each round, with as much memory as
/// `minimum_count` takes. The result does not depend on the executor.
/// Throws DataError if the columns of the log differ in length.
/// Source: the k-core of Seidman, "Network structure and minimum degree", Social Networks 5, 1983.
[[nodiscard]] LINNET_COLD inline Interactions k_core(const Interactions& log, const MinimumCounts& minimum = {},
                                                     CleaningReport* report = nullptr, Executor* executor = nullptr) {
    detail::check_columns("k_core", log);
    return detail::with_counts(log, minimum, static_cast<std::size_t>(-1), report, executor);
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

#include <linnet/core/parts.hpp>
#include <linnet/core/sorted_order.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Which numbers of a column are counted, and how often each code comes.
class CodeCounts {
public:
    CodeCounts(const StringColumn& column, std::size_t minimum, Executor* executor)
        : codes_{column.codes()}, minimum_{minimum}, counts_(column.distinct()) {
        // Each part counts for itself, and there are only so many that their counts take 8 bytes for each row.
        const Parts parts{executor, codes_.size(), std::max<std::size_t>(4096, counts_.size())};
        std::vector<std::size_t> more((parts.size() - 1) * counts_.size());
        parts.run(4, [&](std::size_t part, std::size_t begin, std::size_t end) {
            std::size_t* const counts = part == 0 ? counts_.data() : more.data() + (part - 1) * counts_.size();
            for (std::size_t row = begin; row < end; ++row) {
                ++counts[codes_[row]];
            }
        });
        for_each_share(executor, counts_.size(), 1, parts.size(), [&](std::size_t first, std::size_t count) {
            for (std::size_t i = first; i < more.size(); i += counts_.size()) {
                for (std::size_t code = 0; code < count; ++code) {
                    counts_[first + code] += more[i + code];
                }
            }
        });
    }

    [[nodiscard]] bool keeps(std::size_t row) const { return counts_[codes_[row]] >= minimum_; }
    /// Takes the rows that are marked off the counts, and returns how many codes then have none.
    [[nodiscard]] std::size_t remove(std::span<const std::size_t> rows, std::size_t mark) {
        std::size_t gone = 0;
        for (const std::size_t row : rows) {
            if ((row & mark) != 0) {
                gone += --counts_[codes_[row & ~mark]] == 0 ? std::size_t{1} : std::size_t{0};
            }
        }
        return gone;
    }

private:
    std::span<const std::uint32_t> codes_;
    std::size_t minimum_;
    std::vector<std::size_t> counts_;
};

LINNET_HOT LINNET_DEFINITION Interactions with_counts(const Interactions& log, const MinimumCounts& minimum,
                                                      std::size_t rounds, CleaningReport* report, Executor* executor) {
    constexpr std::size_t removed = ~(static_cast<std::size_t>(-1) >> 1); // marks a row
    CodeCounts users{log.users, minimum.users, executor};
    CodeCounts items{log.items, minimum.items, executor};
    std::vector<std::size_t> rows = positions(log.size(), executor);
    CleaningReport result;
    while (result.rounds < rounds) {
        const Parts parts{executor, rows.size(), 4096};
        std::vector<std::size_t> kept(parts.size());
        parts.run(16, [&](std::size_t part, std::size_t begin, std::size_t end) {
            std::size_t count = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const bool keeps = users.keeps(rows[i]) && items.keeps(rows[i]);
                rows[i] |= keeps ? 0 : removed;
                count += keeps ? std::size_t{1} : std::size_t{0};
            }
            kept[part] = count;
        });
        std::size_t all_kept = 0;
        for (const std::size_t count : kept) {
            all_kept += count;
        }
        if (all_kept == rows.size()) {
            break;
        }
        for_each_share(executor, 2, 1, 2 * rows.size(), [&](std::size_t first, std::size_t count) {
            for (std::size_t side = first; side < first + count; ++side) {
                (side == 0 ? result.removed_users : result.removed_items) +=
                    (side == 0 ? users : items).remove(rows, removed);
            }
        });
        parts.run(2, [&](std::size_t, std::size_t begin, std::size_t end) {
            std::size_t to = begin;
            for (std::size_t i = begin; i < end; ++i) {
                if ((rows[i] & removed) == 0) {
                    rows[to++] = rows[i];
                }
            }
        });
        std::size_t to = kept[0];
        for (std::size_t part = 1; part < parts.size(); ++part) {
            for (std::size_t i = parts.begin(part); i < parts.begin(part) + kept[part]; ++i) {
                rows[to++] = rows[i];
            }
        }
        rows.resize(all_kept);
        ++result.rounds;
    }
    if (report != nullptr) {
        result.rows = rows.size();
        result.removed = log.size() - rows.size();
        *report = result;
    }
    return select_rows(log, rows, executor);
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
