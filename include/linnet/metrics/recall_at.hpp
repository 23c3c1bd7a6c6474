// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <linnet/config.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace linnet::inline LINNET_ISA {

/// The share of the user's relevant items that is among the first k: `hits / relevant`. For classes see `Recall`.
///
/// k = 0 means no cut-off. Rising ranks of the relevant candidates, number of relevant items -> 0 .. 1; NaN for a user
/// without relevant items. O(hits). Throws SettingError for more ranks than relevant items.
/// Source: Manning, Raghavan, Schütze, "Introduction to information retrieval", 2008, chapter 8.
struct RecallAt {
    std::size_t k = 10;

    [[nodiscard]] std::string name() const { return detail::name_at("recall", k); }
    [[nodiscard]] double operator()(std::span<const std::size_t> ranks, std::size_t relevant) const {
        const std::size_t hits = detail::hits_at("recall", ranks, relevant, k);
        return detail::per_user(static_cast<double>(hits), static_cast<double>(relevant), relevant);
    }
};

} // namespace linnet::inline LINNET_ISA
