// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The rows in order of falling counts; of equal counts the lower row comes first. O(rows), in little memory as long as
/// no count is far above the number of rows.
[[nodiscard]] std::vector<row_id> most_popular(std::span<const std::uint32_t> counts);

/// What popularity would have shown each user instead of a list: the same number of items, the most popular of those
/// that could have been in the list.
class PopularLists {
public:
    /// Throws IdError if a recommended item has no count, SettingError if `seen` does not have as many lists.
    PopularLists(std::string_view metric, const RankedLists& lists, const Catalogue& catalogue);

    /// Looks up the list that popularity would have shown a user, of `length` items.
    void find(std::size_t user, std::size_t length);
    /// Whether the list that was looked up last contains a row.
    [[nodiscard]] bool holds(row_id row) const { return shown_[row] == time_; }

private:
    const RankedLists* seen_;
    std::vector<row_id> order_;
    std::vector<std::uint32_t> left_out_; // when a row was last left out
    std::vector<std::uint32_t> shown_;    // and when it was last shown
    std::uint32_t time_ = 0;              // users have rows of 32 bits
};

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <algorithm>
#include <numeric>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION std::vector<row_id> most_popular(std::span<const std::uint32_t> counts) {
    std::vector<row_id> order(counts.size());
    const std::uint32_t most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    if (most / 4 > counts.size()) {
        std::vector<std::uint64_t> keys(counts.size());
        for (std::size_t row = 0; row < counts.size(); ++row) {
            keys[row] = most - counts[row];
        }
        const std::vector<std::size_t> sorted = sorted_order(keys);
        std::transform(sorted.begin(), sorted.end(), order.begin(),
                       [](std::size_t row) { return static_cast<row_id>(row); });
        return order;
    }
    std::vector<row_id> next(std::size_t{most} + 2); // where the next row of a count goes
    for (const std::uint32_t count : counts) {
        ++next[most - count + 1];
    }
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (std::size_t row = 0; row < counts.size(); ++row) {
        order[next[most - counts[row]]++] = static_cast<row_id>(row);
    }
    return order;
}

LINNET_COLD LINNET_DEFINITION PopularLists::PopularLists(std::string_view metric, const RankedLists& lists,
                                                         const Catalogue& catalogue)
    : seen_{catalogue.seen}, order_{most_popular(catalogue.counts)}, left_out_(order_.size()), shown_(order_.size()) {
    check_rows(metric, lists, order_.size(), "counts");
    if (seen_ != nullptr && seen_->size() != lists.size()) {
        fail<SettingError>(
            {"metric '", metric, "' got ", lists.size(), " lists and the seen items of ", seen_->size()});
    }
}

LINNET_COLD LINNET_DEFINITION void PopularLists::find(std::size_t user, std::size_t length) {
    ++time_;
    if (seen_ != nullptr) {
        for (const row_id row : (*seen_)[user]) {
            if (row < left_out_.size()) {
                left_out_[row] = time_;
            }
        }
    }
    for (std::size_t i = 0; i < order_.size() && length != 0; ++i) {
        if (left_out_[order_[i]] != time_) {
            shown_[order_[i]] = time_;
            --length;
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
