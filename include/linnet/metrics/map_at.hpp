// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <linnet/config.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace linnet::inline LINNET_ISA {

/// Average precision at k, whose mean over users is MAP: the precision at each hit, `i / r_i` for the i-th relevant
/// item, summed over the ranks `r_i <= k` and divided by `min(k, relevant)`.
///
/// k = 0 means no cut-off. Rising ranks of the relevant candidates, number of relevant items -> 0 .. 1; NaN for a user
/// without relevant items. O(hits). Throws SettingError for more ranks than relevant items.
/// Source: Manning, Raghavan, Schütze, "Introduction to information retrieval", 2008, chapter 8.
struct MapAt {
    std::size_t k = 10;

    [[nodiscard]] std::string name() const { return detail::name_at("map", k); }
    [[nodiscard]] double operator()(std::span<const std::size_t> ranks, std::size_t relevant) const {
        const std::size_t hits = detail::hits_at("map", ranks, relevant, k);
        double sum = 0.0;
        for (std::size_t i = 0; i < hits; ++i) {
            sum += static_cast<double>(i + 1) / static_cast<double>(ranks[i]);
        }
        return detail::per_user(sum, static_cast<double>(detail::reachable(relevant, k)), relevant);
    }
};

} // namespace linnet::inline LINNET_ISA
