// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <linnet/config.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace linnet::inline LINNET_ISA {

/// Reciprocal rank of the first relevant item, whose mean over users is MRR: `1 / r` if its rank `r <= k`, else 0.
///
/// k = 0 means no cut-off. Rising ranks of the relevant candidates, number of relevant items -> 0 .. 1; NaN for a user
/// without relevant items. O(hits). Throws SettingError for more ranks than relevant items.
/// Source: Voorhees, "The TREC-8 question answering track report", TREC 1999.
struct MrrAt {
    std::size_t k = 10;

    [[nodiscard]] std::string name() const { return detail::name_at("mrr", k); }
    [[nodiscard]] double operator()(std::span<const std::size_t> ranks, std::size_t relevant) const {
        const std::size_t hits = detail::hits_at("mrr", ranks, relevant, k);
        return detail::per_user(hits != 0 ? 1.0 / static_cast<double>(ranks[0]) : 0.0, 1.0, relevant);
    }
};

} // namespace linnet::inline LINNET_ISA
