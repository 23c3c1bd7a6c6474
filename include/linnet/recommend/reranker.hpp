// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/kernels/top_k.hpp>

namespace linnet::inline LINNET_ISA {

/// Chooses a user's list from more candidates than it has places: for variety, or to match what the user liked before.
/// Mmr, Dpp and Calibrated are some; a program with rules of its own derives another.
class Reranker {
public:
    Reranker() = default;
    Reranker(const Reranker&) = delete;
    Reranker& operator=(const Reranker&) = delete;
    virtual ~Reranker() = default;

    /// Called before the first list. Throws SettingError if it cannot choose among that many rows of items.
    virtual void check(std::size_t items) const = 0;
    /// The places, among the candidates, of at most k of them, each once, in the order of the list. Candidates come
    /// with the highest score first. Several threads call it at once. Does not throw after `check`.
    [[nodiscard]] virtual std::vector<std::size_t> choose(row_id user, std::span<const Scored<double>> candidates,
                                                          std::size_t k) const = 0;
};

namespace detail {

/// Scores brought to 0 ... 1, the lowest and the highest of the candidates; all 1 where these are equal. What is no
/// finite number becomes the end that is nearest to it, and NaN 0.
[[nodiscard]] LINNET_COLD inline std::vector<double> relevance_of(std::span<const Scored<double>> candidates) {
    double low = 0.0;
    double high = 0.0;
    bool any = false;
    for (const Scored<double>& candidate : candidates) {
        if (std::isfinite(candidate.score)) {
            low = any ? std::min(low, candidate.score) : candidate.score;
            high = any ? std::max(high, candidate.score) : candidate.score;
            any = true;
        }
    }
    std::vector<double> relevance(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const double score = candidates[i].score;
        if (std::isnan(score)) {
            relevance[i] = 0.0;
        } else if (high > low) {
            relevance[i] = std::clamp((score - low) / (high - low), 0.0, 1.0);
        } else {
            relevance[i] = score < low ? 0.0 : 1.0;
        }
    }
    return relevance;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
