// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/metrics/popularity.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// How much of a list the most popular items are: the share of a list of L items that is among the L items that most
/// users had (of equal ones the lower rows; items that nobody had are never among them), and of that the mean over the
/// lists that are not empty. A model far below 1 is no disguised count.
///
/// Reads `catalogue.counts`. -> 0 .. 1, NaN without recommendations. O(recommendations + rows).
/// Throws IdError if a recommended item has no count.
/// Source: overlap at k of two rankings, as in Webber, Moffat, Zobel, "A similarity measure for indefinite rankings",
/// ACM TOIS 28, 2010; one of them is the popularity of items.
struct PopularityOverlap {
    static constexpr std::string_view name = "popularity_overlap";

    [[nodiscard]] LINNET_COLD double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        detail::check_rows(name, lists, catalogue.counts.size(), "counts");
        const std::vector<std::size_t> places = detail::popularity_places(catalogue.counts);
        return detail::mean_over_lists(lists, 1, [&](std::size_t, std::span<const row_id> list) {
            std::size_t popular = 0;
            for (const row_id row : list) {
                popular += places[row] < list.size() ? 1 : 0;
            }
            return static_cast<double>(popular) / static_cast<double>(list.size());
        });
    }
};

} // namespace linnet::inline LINNET_ISA
