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
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// Who had what: for the row of each user the distinct rows of their items, in rising order. A sparse matrix of zeros
/// and ones, `users x items`, in compressed rows.
class UserItems {
public:
    UserItems() = default;

    /// Makes it from the columns of a log: user `users[i]` had item `items[i]`. Repetitions count once.
    /// O(rows); 16 bytes for each row beside the result while it runs. The result does not depend on the executor.
    /// Throws SettingError if the columns differ in length, IdError if a row is not below its number of rows.
    UserItems(std::span<const row_id> users, std::span<const row_id> items, std::size_t user_rows,
              std::size_t item_rows, Executor* executor = nullptr);

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
    [[nodiscard]] UserItems transposed(Executor* executor = nullptr) const;

    /// The number of rows of users and of items, including those without any interaction.
    [[nodiscard]] std::size_t users() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
    [[nodiscard]] std::size_t items() const { return counts_.size(); }
    /// The number of distinct pairs.
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    /// How many users had each item.
    [[nodiscard]] std::span<const std::uint32_t> counts() const { return counts_; }

private:
    std::vector<std::uint64_t> offsets_;
    std::vector<row_id> items_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> unknown_; // for each user; empty if there are none
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <bit>

#include <linnet/core/parts.hpp>
#include <linnet/core/radix_sort.hpp>

namespace linnet::inline LINNET_ISA {

LINNET_HOT LINNET_DEFINITION UserItems::UserItems(std::span<const row_id> users, std::span<const row_id> items,
                                                  std::size_t user_rows, std::size_t item_rows, Executor* executor)
    : offsets_(user_rows + 1), counts_(item_rows) {
    if (users.size() != items.size()) {
        detail::fail<SettingError>({"UserItems: ", users.size(), " users and ", items.size(), " items"});
    }
    std::vector<std::uint64_t> pairs(users.size()); // the user in front of the item
    for_each_share(executor, pairs.size(), 1, 4, [&](std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            if (users[i] >= user_rows || items[i] >= item_rows) {
                detail::fail<IdError>({"UserItems, row ", i, ": user ", users[i], " or item ", items[i],
                                       " is not below ", user_rows, " or ", item_rows});
            }
            pairs[i] = std::uint64_t{users[i]} << 32 | items[i];
        }
    });
    const auto bits_of = [](std::size_t rows) {
        return rows == 0 ? 0U : static_cast<unsigned>(std::bit_width(static_cast<row_id>(rows - 1)));
    };
    detail::radix_sort(pairs, 0, bits_of(item_rows), executor);
    detail::radix_sort(pairs, 32, 32 + bits_of(user_rows), executor);
    const auto user_of = [&](std::size_t i) { return static_cast<std::size_t>(pairs[i] >> 32); };
    const auto is_first = [&](std::size_t i) { return i == 0 || pairs[i] != pairs[i - 1]; };
    const detail::Parts parts{executor, pairs.size(), 512};
    std::vector<std::uint64_t> places(parts.size() + 1); // where the distinct pairs of each part begin
    parts.run(2, [&](std::size_t part, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            places[part + 1] += is_first(i) ? std::uint64_t{1} : std::uint64_t{0};
        }
    });
    for (std::size_t part = 0; part < parts.size(); ++part) {
        places[part + 1] += places[part];
    }
    items_.resize(places.back());
    for (std::size_t i = 0; i < items.size() && unknown_.empty(); ++i) {
        if (items[i] == 0) {
            unknown_.resize(user_rows);
        }
    }
    parts.run(4, [&](std::size_t part, std::size_t begin, std::size_t end) {
        std::uint64_t place = places[part];
        for (std::size_t i = begin; i < end; ++i) {
            if (!is_first(i)) {
                continue;
            }
            // The users since the one before begin here.
            for (std::size_t user = i == 0 ? 0 : user_of(i - 1) + 1; user <= user_of(i); ++user) {
                offsets_[user] = place;
            }
            items_[place++] = static_cast<row_id>(pairs[i]);
            if (static_cast<row_id>(pairs[i]) == 0) {
                std::size_t last = i; // perhaps in another part
                while (last + 1 < pairs.size() && pairs[last + 1] == pairs[i]) {
                    ++last;
                }
                unknown_[user_of(i)] = static_cast<std::uint32_t>(last + 1 - i);
            }
        }
    });
    for (std::size_t user = pairs.empty() ? 0 : user_of(pairs.size() - 1) + 1; user <= user_rows; ++user) {
        offsets_[user] = items_.size();
    }
    for (const row_id item : items_) {
        ++counts_[item];
    }
}

LINNET_COLD LINNET_DEFINITION UserItems UserItems::transposed(Executor* executor) const {
    std::vector<row_id> users;
    users.reserve(size());
    for (std::size_t user = 0; user < this->users(); ++user) {
        users.resize(users.size() + of(user).size(), static_cast<row_id>(user));
    }
    return {items_, users, items(), this->users(), executor};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
