// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <linnet/config.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace linnet::inline LINNET_ISA {

/// Whether a relevant item is among the first k: 1 if `r <= k` for any rank r, else 0. The mean is the share of users
/// with a hit.
///
/// k = 0 means no cut-off. Rising ranks of the relevant candidates, number of relevant items -> 0 or 1; NaN for a user
/// without relevant items. O(hits). Throws SettingError for more ranks than relevant items.
/// Source: Deshpande, Karypis, "Item-based top-N recommendation algorithms", ACM TOIS 22, 2004.
struct HitRateAt {
    std::size_t k = 10;

    [[nodiscard]] std::string name() const { return detail::name_at("hit_rate", k); }
    [[nodiscard]] double operator()(std::span<const std::size_t> ranks, std::size_t relevant) const {
        const std::size_t hits = detail::hits_at("hit_rate", ranks, relevant, k);
        return detail::per_user(hits != 0 ? 1.0 : 0.0, 1.0, relevant);
    }
};

} // namespace linnet::inline LINNET_ISA
