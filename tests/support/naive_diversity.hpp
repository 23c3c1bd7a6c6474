// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include <linnet/core/feature.hpp>
#include <linnet/core/random.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet_test {

/// Lists of different lengths, some of them empty, over items 1 .. `items`, both popular and unknown ones. Counts are
/// few, so that many tie, and some vectors are zeros.
struct RandomLists {
    std::size_t items;
    std::vector<std::vector<linnet::row_id>> rows;
    linnet::RankedLists lists;
    std::vector<std::uint32_t> counts;
    std::vector<float> vectors;
    static constexpr std::size_t columns = 5;

    RandomLists(std::size_t item_count, std::size_t users, std::uint64_t seed)
        : items{item_count}, counts(item_count + 1), vectors((item_count + 1) * columns) {
        const linnet::Random random{seed, 1};
        const linnet::Random values{seed, 2};
        for (std::size_t user = 0; user < users; ++user) {
            const std::size_t length = std::min<std::size_t>(random.below(8, 100 * user), items);
            std::vector<linnet::row_id> list;
            for (std::uint64_t draw = 1; list.size() < length; ++draw) {
                const std::uint64_t bound = random.below(items, 100 * user + 2 * draw) + 1; // favours lower rows
                const auto row = static_cast<linnet::row_id>(random.below(bound, 100 * user + 2 * draw + 1) + 1);
                if (std::count(list.begin(), list.end(), row) == 0) {
                    list.push_back(row);
                }
            }
            lists.add(list);
            rows.push_back(list);
        }
        for (std::size_t item = 1; item <= items; ++item) {
            counts[item] = static_cast<std::uint32_t>(values.below(5, item));
            for (std::size_t c = 0; c < columns && item % 4 != 0; ++c) {
                vectors[item * columns + c] =
                    static_cast<float>(values.uniform(1000 + item * columns + c) - (item % 2 == 0 ? 0.5 : 0.1));
            }
        }
    }

    [[nodiscard]] linnet::Catalogue catalogue() const {
        return {.items = items, .counts = counts, .users = 4, .vectors = {vectors.data(), items + 1, columns, columns}};
    }

    /// How often each item of the catalogue is recommended.
    [[nodiscard]] std::vector<double> exposures() const {
        std::vector<double> result;
        for (linnet::row_id item = 1; item <= items; ++item) {
            double count = 0;
            for (const auto& list : rows) {
                count += static_cast<double>(std::count(list.begin(), list.end(), item));
            }
            result.push_back(count);
        }
        return result;
    }

    /// The `n` items that most users had among those that are not left out, found by looking for the next best n times.
    /// Row 0, which nobody had, comes before the others that nobody had.
    [[nodiscard]] std::set<linnet::row_id> popular(std::size_t n, const std::set<linnet::row_id>& left_out = {}) const {
        std::set<linnet::row_id> result;
        while (result.size() < std::min(n, items + 1 - left_out.size())) {
            std::size_t best = items + 1;
            for (linnet::row_id item = 0; item <= items; ++item) {
                if (result.count(item) == 0 && left_out.count(item) == 0 &&
                    (best > items || counts[item] > counts[best])) {
                    best = item;
                }
            }
            result.insert(static_cast<linnet::row_id>(best));
        }
        return result;
    }

    /// The mean of `value_of(user, list)` over the lists of at least `shortest` items.
    template <class ValueOf>
    [[nodiscard]] double mean(std::size_t shortest, ValueOf value_of) const {
        long double sum = 0;
        long double n = 0;
        for (std::size_t user = rows.size(); user-- > 0;) {
            if (rows[user].size() >= shortest) {
                sum += static_cast<long double>(value_of(user, rows[user]));
                n += 1;
            }
        }
        return static_cast<double>(sum / n);
    }

    /// The share of each list for which `wanted(user, row, length)` is true, averaged over the lists.
    template <class Wanted>
    [[nodiscard]] double share(Wanted wanted) const {
        return mean(1, [&](std::size_t user, const std::vector<linnet::row_id>& list) {
            double n = 0;
            for (const linnet::row_id row : list) {
                n += wanted(user, row, list.size()) ? 1 : 0;
            }
            return n / static_cast<double>(list.size());
        });
    }
};

/// Calls `check(lists)` for catalogues and users of several sizes.
template <class Check>
void for_random_lists(Check check) {
    for (const std::size_t items : {3U, 10U, 40U, 200U}) {
        for (const std::size_t users : {2U, 9U, 60U}) {
            for (std::uint64_t seed = 0; seed < 5; ++seed) {
                const RandomLists lists{items, users, seed};
                if (!lists.lists.rows().empty()) {
                    check(lists);
                }
            }
        }
    }
}

/// A list for each user.
[[nodiscard]] inline linnet::RankedLists lists_of(const std::vector<std::vector<linnet::row_id>>& rows) {
    linnet::RankedLists result;
    for (const auto& list : rows) {
        result.add(list);
    }
    return result;
}

} // namespace linnet_test
