// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/metrics/popularity.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// How much of a list popularity would have shown: of a list of L items, the share that is among the L most popular
/// items that its user could get, averaged over the lists that are not empty. It is 1 for a list of popular items that
/// the user has not seen; a model that only counts in disguise is close to that.
///
/// Reads `catalogue.counts` (of equal counts the lower row is more popular) and `catalogue.seen`; without the latter
/// every user could get every item. -> 0 .. 1, NaN without recommendations. O(recommendations + seen items + rows).
/// Throws IdError if a recommended item has no count, SettingError if `seen` does not have as many lists.
/// Source: overlap at k of two rankings, as in Webber, Moffat, Zobel, "A similarity measure for indefinite rankings",
/// ACM TOIS 28, 2010; one of them is the popularity of items.
struct PopularityOverlap {
    static constexpr std::string_view name = "popularity_overlap";

    [[nodiscard]] LINNET_COLD double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        detail::PopularLists popular{name, lists, catalogue};
        return detail::mean_over_lists(lists, 1, [&](std::size_t user, std::span<const row_id> list) {
            popular.find(user, list.size());
            std::size_t shared = 0;
            for (const row_id row : list) {
                shared += popular.holds(row) ? 1 : 0;
            }
            return static_cast<double>(shared) / static_cast<double>(list.size());
        });
    }
};

} // namespace linnet::inline LINNET_ISA
