// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// Who had what: for the row of each user the distinct rows of their items, in rising order. A sparse matrix of zeros
/// and ones, `users x items`, in compressed rows.
class UserItems {
public:
    UserItems() = default;

    /// Makes it from the columns of a log: user `users[i]` had item `items[i]`. Repetitions count once.
    /// Throws SettingError if the columns differ in length, IdError if a row is not below its number of rows.
    UserItems(std::span<const row_id> users, std::span<const row_id> items, std::size_t user_rows,
              std::size_t item_rows);

    /// The items of the user in rising order; none for a user beyond all rows.
    [[nodiscard]] std::span<const row_id> of(std::size_t user) const {
        return user >= users()
                   ? std::span<const row_id>{}
                   : std::span<const row_id>(items_).subspan(offsets_[user], offsets_[user + 1] - offsets_[user]);
    }
    /// Whether the user had the item. O(log items of the user).
    [[nodiscard]] bool contains(std::size_t user, row_id item) const {
        const std::span<const row_id> row = of(user);
        return std::binary_search(row.begin(), row.end(), item);
    }

    /// How many interactions with row 0, that of unknown items, the user has in the log: they may be that many
    /// different items.
    [[nodiscard]] std::size_t unknown(std::size_t user) const { return user < unknown_.size() ? unknown_[user] : 0; }

    /// For each item the users who had it: an item of this log is a user of the result, and the other way round.
    [[nodiscard]] UserItems transposed() const;

    /// The number of rows of users and of items, including those without any interaction.
    [[nodiscard]] std::size_t users() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
    [[nodiscard]] std::size_t items() const { return counts_.size(); }
    /// The number of distinct pairs.
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    /// How many users had each item.
    [[nodiscard]] std::span<const std::uint32_t> counts() const { return counts_; }

private:
    static void sum_up(std::vector<std::uint64_t>& counts) {
        for (std::size_t i = 1; i < counts.size(); ++i) {
            counts[i] += counts[i - 1];
        }
    }

    std::vector<std::uint64_t> offsets_;
    std::vector<row_id> items_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> unknown_; // for each user; empty if there are none
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION UserItems::UserItems(std::span<const row_id> users, std::span<const row_id> items,
                                                   std::size_t user_rows, std::size_t item_rows)
    : offsets_(user_rows + 1), counts_(item_rows) {
    if (users.size() != items.size()) {
        detail::fail<SettingError>({"UserItems: ", users.size(), " users and ", items.size(), " items"});
    }
    std::vector<std::uint64_t> next_of_item(item_rows + 1);
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (users[i] >= user_rows || items[i] >= item_rows) {
            detail::fail<IdError>({"UserItems, row ", i, ": user ", users[i], " or item ", items[i], " is not below ",
                                   user_rows, " or ", item_rows});
        }
        ++offsets_[users[i] + 1];
        ++next_of_item[items[i] + 1];
    }
    sum_up(offsets_);
    sum_up(next_of_item);
    // Visiting the pairs by item gives each user their items in rising order.
    std::vector<std::uint64_t> by_item(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        by_item[next_of_item[items[i]]++] = i;
    }
    std::vector<std::uint64_t> next(offsets_);
    std::vector<row_id> all(items.size());
    for (const std::uint64_t i : by_item) {
        all[next[users[i]]++] = items[i];
    }
    items_.reserve(all.size());
    for (std::size_t user = 0; user < user_rows; ++user) {
        const std::uint64_t first = offsets_[user];
        offsets_[user] = items_.size();
        for (std::uint64_t i = first; i < next[user]; ++i) {
            if (all[i] == 0) {
                unknown_.resize(user_rows);
                ++unknown_[user];
            }
            if (i == first || all[i] != all[i - 1]) {
                items_.push_back(all[i]);
                ++counts_[all[i]];
            }
        }
    }
    offsets_[user_rows] = items_.size();
}

LINNET_COLD LINNET_DEFINITION UserItems UserItems::transposed() const {
    std::vector<row_id> users;
    users.reserve(size());
    for (std::size_t user = 0; user < this->users(); ++user) {
        users.resize(users.size() + of(user).size(), static_cast<row_id>(user));
    }
    return {items_, users, items(), this->users()};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
