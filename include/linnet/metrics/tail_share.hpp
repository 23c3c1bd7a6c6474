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
#include <linnet/core/text.hpp>
#include <linnet/metrics/popularity.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// Average percentage of long-tail items, as a share: the share of a list that is outside the short head, averaged over
/// the lists that are not empty. The short head is the smallest number of the most popular items (of equal ones the
/// lower rows first) that hold at least the share `head` of all interactions in the training log; everything else is
/// the tail.
///
/// Reads `catalogue.counts`. -> 0 .. 1, NaN without recommendations. O(recommendations + rows).
/// Throws IdError if a recommended item has no count, SettingError if `head` is not in 0 .. 1.
/// Source: Abdollahpouri, Burke, Mobasher, "Managing popularity bias in recommender systems with personalized
/// re-ranking", FLAIRS 2019.
struct TailShare {
    static constexpr std::string_view name = "tail_share";

    double head = 0.8;

    [[nodiscard]] double operator()(const RankedLists& lists, const Catalogue& catalogue) const;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION double TailShare::operator()(const RankedLists& lists, const Catalogue& catalogue) const {
    if (!(head >= 0.0 && head <= 1.0)) {
        detail::fail<SettingError>({"metric '", name, "' needs a head of 0 .. 1, not ", head});
    }
    detail::check_rows(name, lists, catalogue.counts.size(), "counts");
    std::uint64_t all = 0;
    for (const std::uint32_t count : catalogue.counts) {
        all += count;
    }
    std::uint64_t held = 0;
    std::vector<char> in_head(catalogue.counts.size());
    for (const row_id row : detail::most_popular(catalogue.counts)) {
        if (static_cast<double>(held) >= head * static_cast<double>(all)) {
            break;
        }
        held += catalogue.counts[row];
        in_head[row] = 1;
    }
    return detail::mean_over_lists(lists, 1, [&](std::size_t, std::span<const row_id> list) {
        std::size_t tail = 0;
        for (const row_id row : list) {
            tail += in_head[row] == 0 ? 1 : 0;
        }
        return static_cast<double>(tail) / static_cast<double>(list.size());
    });
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
