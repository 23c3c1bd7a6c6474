// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/weighted_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// What users are interested in, judged by what they had. The row of each user gets up to `top` categories of their
/// items, the most frequent first and ties by row, each weighted by its share `count / (sum of the counts of all
/// categories)`. An item counts once for each of its categories, or by its weight if `categories`, which has a list for
/// the row of each item, has weights. Category 0, the unknown one, does not count. Row 0, the unknown user, and users
/// without a category get an empty list. Pass only the training history, so that nothing of the test leaks into
/// training.
/// O(interactions * categories of an item + users * categories * log categories).
/// Throws IdError if `log` has items that `categories` lacks, SettingError if the columns of `categories` do not fit or
/// a weight in them is not a number from 0 on.
template <WeightedListFeature Interests, WeightedListFeature Categories>
[[nodiscard]] LINNET_COLD ColumnStore<Interests>
interests(const UserItems& log, const ColumnStore<Categories>& categories, std::size_t top = 3) {
    categories.check();
    if (log.items() > categories.size()) {
        detail::fail<IdError>({"interests: ", log.items(), " rows of items, but categories of ", categories.size()});
    }
    for (std::size_t i = 0; i < categories.weights.size(); ++i) {
        if (!(categories.weights[i] >= 0.0F) || categories.weights[i] > std::numeric_limits<float>::max()) {
            detail::fail<SettingError>(
                {"interests: weight ", i, " of '", Categories::name, "' is ", categories.weights[i]});
        }
    }
    std::vector<double> counts; // for the categories of the user; 0 for all others
    std::vector<row_id> met;
    ColumnStore<Interests> result;
    result.encoded_by = categories.encoded_by;
    for (std::size_t user = 0; user < log.users(); ++user) {
        met.clear();
        double total = 0.0;
        for (const row_id item : user == 0 ? std::span<const row_id>{} : log.of(user)) {
            for (std::uint64_t at = categories.offsets[item]; at < categories.offsets[item + 1]; ++at) {
                const row_id category = categories.ids[at];
                const double weight = categories.weights.empty() ? 1.0 : static_cast<double>(categories.weights[at]);
                if (category == 0 || weight == 0.0) {
                    continue;
                }
                if (category >= counts.size()) {
                    counts.resize(std::size_t{category} + 1);
                }
                if (counts[category] == 0.0) {
                    met.push_back(category);
                }
                counts[category] += weight;
                total += weight;
            }
        }
        std::sort(met.begin(), met.end(),
                  [&](row_id a, row_id b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
        const std::span<const row_id> best = std::span<const row_id>{met}.first(std::min(top, met.size()));
        result.add(best);
        for (const row_id category : best) {
            result.weights.push_back(static_cast<float>(counts[category] / total));
        }
        for (const row_id category : met) {
            counts[category] = 0.0;
        }
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA
