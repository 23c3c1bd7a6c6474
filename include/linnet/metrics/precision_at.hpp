// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace linnet::inline LINNET_ISA {

/// The share of the first k items that is relevant: `hits / k`, even if there are fewer than k candidates. For classes
/// see `Precision`.
///
/// Rising ranks of the relevant candidates, number of relevant items -> 0 .. 1; NaN for a user without relevant items.
/// O(hits). Throws SettingError for more ranks than relevant items, or if k is 0, because then there is no list.
/// Source: Manning, Raghavan, Schütze, "Introduction to information retrieval", 2008, chapter 8.
struct PrecisionAt {
    std::size_t k = 10;

    [[nodiscard]] std::string name() const { return detail::name_at("precision", k); }
    [[nodiscard]] double operator()(std::span<const std::size_t> ranks, std::size_t relevant) const {
        if (k == 0) {
            detail::fail<SettingError>({"metric 'precision' of a ranking needs a cut-off, and k is 0"});
        }
        const std::size_t hits = detail::hits_at("precision", ranks, relevant, k);
        return detail::per_user(static_cast<double>(hits), static_cast<double>(k), relevant);
    }
};

} // namespace linnet::inline LINNET_ISA
