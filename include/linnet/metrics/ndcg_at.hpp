// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>

#include <linnet/config.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace linnet::inline LINNET_ISA {

/// Normalised discounted cumulative gain at k, with gain 1 for each relevant item: `sum over ranks r <= k of 1 / log2(r
/// + 1)`, divided by the same sum for the best order, `j = 1 .. min(k, relevant)`. With one relevant item it is `1 /
/// log2(r + 1)`, or 0 if r > k.
///
/// k = 0 means no cut-off. Rising ranks of the relevant candidates, number of relevant items -> 0 .. 1; NaN for a user
/// without relevant items. O(min(k, relevant)). Throws SettingError for more ranks than relevant items.
/// Source: Järvelin, Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20, 2002.
struct NdcgAt {
    std::size_t k = 10;

    [[nodiscard]] std::string name() const { return detail::name_at("ndcg", k); }
    [[nodiscard]] double operator()(std::span<const std::size_t> ranks, std::size_t relevant) const {
        const auto discount = [](std::size_t rank) { return 1.0 / std::log2(static_cast<double>(rank) + 1.0); };
        double gain = 0.0;
        for (const std::size_t rank : ranks.first(detail::hits_at("ndcg", ranks, relevant, k))) {
            gain += discount(rank);
        }
        double best = 0.0;
        for (std::size_t rank = 1; rank <= detail::reachable(relevant, k); ++rank) {
            best += discount(rank);
        }
        return detail::per_user(gain, best, relevant);
    }
};

} // namespace linnet::inline LINNET_ISA
