// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/selected.hpp>
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

/// A log in which each pair of user and item occurs once. Newest and oldest go by timestamp; among rows of equal time,
/// or without timestamps, the later row is the newer. The remaining rows keep their order. O(rows); 17 bytes for each
/// row (21 for sums) beside the result while it runs, and 8 for each item and thread. The result does not depend on the
/// executor.
/// Throws DataError if ratings are to be summed and there are none, or if the columns differ in length.
[[nodiscard]] Interactions without_duplicates(const Interactions& log, Keep keep = Keep::last,
                                              CleaningReport* report = nullptr, Executor* executor = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <linnet/core/parts.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Which row of each pair is kept.
class DistinctPairs {
public:
    DistinctPairs(const Interactions& log, Keep keep) : log_{log}, keep_{keep}, flags_(log.size(), '\0') {
        sums_.resize(keep == Keep::sum ? log.size() : 0);
    }

    /// Looks at rows that hold all rows of some users, one user after the other, in the order of the log.
    void visit(std::span<std::size_t> rows) {
        std::vector<std::size_t> places(log_.items.distinct()); // of an item among those of the user, counted on
        std::vector<double> sums;
        std::size_t before = 0; // items of the users before
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            const std::uint32_t user = log_.users.code(rows[begin]);
            std::size_t distinct = 0; // the rows to keep go to the front
            for (; end < rows.size() && log_.users.code(rows[end]) == user; ++end) {
                const std::size_t row = rows[end];
                std::size_t& place = places[log_.items.code(row)];
                if (place <= before) {
                    place = before + ++distinct;
                    rows[begin + distinct - 1] = row;
                    sums.push_back(0.0);
                } else if (replaces(row, rows[begin + place - before - 1])) {
                    rows[begin + place - before - 1] = row;
                }
                if (keep_ == Keep::sum) {
                    sums[place - before - 1] += static_cast<double>(log_.ratings[row]);
                }
            }
            for (std::size_t i = 0; i < distinct; ++i) {
                flags_[rows[begin + i]] = '\1';
                if (keep_ == Keep::sum) {
                    sums_[rows[begin + i]] = static_cast<float>(sums[i]);
                }
            }
            sums.clear();
            before += distinct;
        }
    }

    [[nodiscard]] const std::string& flags() const { return flags_; }
    [[nodiscard]] const std::vector<float>& sums() const { return sums_; }

private:
    /// Whether a later row takes the place of the one that is kept so far.
    [[nodiscard]] bool replaces(std::size_t row, std::size_t kept) const {
        if (!log_.has_timestamps()) {
            return keep_ != Keep::first;
        }
        return keep_ == Keep::first ? log_.timestamps[row] < log_.timestamps[kept]
                                    : log_.timestamps[row] >= log_.timestamps[kept];
    }

    const Interactions& log_;
    Keep keep_;
    std::string flags_;
    std::vector<float> sums_;
};

} // namespace detail

LINNET_COLD LINNET_DEFINITION Interactions without_duplicates(const Interactions& log, Keep keep,
                                                              CleaningReport* report, Executor* executor) {
    detail::check_columns("without_duplicates", log);
    if (keep == Keep::sum && !log.has_ratings() && !log.empty()) {
        detail::fail<DataError>({"without_duplicates: these interactions have no ratings to sum"});
    }
    detail::DistinctPairs pairs{log, keep};
    {
        std::vector<std::size_t> order = detail::positions(log.size(), executor);
        detail::order_by(detail::SortKeys{log.users.codes()}, order, executor);
        const detail::Parts parts{executor, order.size(), 512};
        const auto first_of_user = [&](std::size_t i) { // no user is divided among parts
            while (i != 0 && i != order.size() && log.users.code(order[i]) == log.users.code(order[i - 1])) {
                ++i;
            }
            return i;
        };
        std::vector<std::size_t> begins(parts.size() + 1); // before any part changes the order
        for (std::size_t part = 0; part <= parts.size(); ++part) {
            begins[part] = first_of_user(parts.begin(part));
        }
        parts.run(32, [&](std::size_t part, std::size_t, std::size_t) {
            pairs.visit(std::span{order}.subspan(begins[part], begins[part + 1] - begins[part]));
        });
    }
    const std::vector<std::size_t> rows = detail::rows_flagged(pairs.flags(), '\1', executor);
    Interactions result = select_rows(log, rows, executor);
    if (keep == Keep::sum) {
        result.ratings = detail::selected(pairs.sums(), rows, executor);
    }
    if (report != nullptr) {
        const std::size_t removed = log.size() - rows.size();
        *report = {.rows = rows.size(), .removed = removed, .rounds = removed == 0 ? std::size_t{0} : std::size_t{1}};
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
