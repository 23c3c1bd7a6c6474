// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>

namespace linnet::inline LINNET_ISA {

/// Chooses the list of a user from more candidates than it has places: for variety, or to match what the user liked
/// before. Mmr, Dpp and CalibratedCategories do so; a program with its own rules derives another.
class Reranker {
public:
    Reranker() = default;
    Reranker(const Reranker&) = delete;
    Reranker& operator=(const Reranker&) = delete;
    virtual ~Reranker() = default;

    /// Called before the first list. Throws SettingError if it cannot choose among that many rows of items.
    virtual void check(std::size_t items) const = 0;
    /// Returns the places, among the candidates, of at most k of them, each once, in the order of the list. Candidates
    /// come with the highest score first. Several threads call it at once. It must not throw after `check`. The caller
    /// checks the result and throws a SettingError that names a place that is out of range or occurs twice.
    [[nodiscard]] virtual std::vector<std::size_t> choose(row_id user, std::span<const Scored<double>> candidates,
                                                          std::size_t k) const = 0;
};

namespace detail {

/// What a reranker chooses. Throws SettingError if it chooses more than k places, a place that no candidate has, or a
/// place twice.
[[nodiscard]] std::vector<std::size_t> chosen_places(const Reranker& reranker, row_id user,
                                                     std::span<const Scored<double>> candidates, std::size_t k);

/// The scores scaled to 0 ... 1, the lowest and the highest of the candidates; all 1 if these are equal. An infinite
/// score becomes the nearer end, and NaN becomes 0.
[[nodiscard]] std::vector<double> relevance_of(std::span<const Scored<double>> candidates);

/// The places of up to k of `count` candidates, taken one after the other. Each time the candidate with the highest
/// `value(i)` is taken, or the first of equal ones, and `take(i)` is called for it.
template <class Value, class Take>
[[nodiscard]] LINNET_COLD std::vector<std::size_t> taken_greedily(std::size_t count, std::size_t k, const Value& value,
                                                                  const Take& take) {
    std::vector<char> taken(count);
    std::vector<std::size_t> places;
    while (places.size() < std::min(k, count)) {
        std::size_t best = count;
        double most = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            if (taken[i] == 0) {
                const double here = value(i);
                if (best == count || here > most) {
                    best = i;
                    most = here;
                }
            }
        }
        take(best);
        taken[best] = 1;
        places.push_back(best);
    }
    return places;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<std::size_t>
chosen_places(const Reranker& reranker, row_id user, std::span<const Scored<double>> candidates, std::size_t k) {
    std::vector<std::size_t> places = reranker.choose(user, candidates, k);
    if (places.size() > k) {
        fail<SettingError>({"the reranker chose ", places.size(), " places for user ", user, ", from place ", places[0],
                            " to place ", places.back(), ", and the list has ", k});
    }
    std::vector<char> taken(candidates.size());
    for (const std::size_t place : places) {
        if (place >= candidates.size()) {
            fail<SettingError>({"the reranker chose place ", place, " for user ", user, ", which is not below its ",
                                candidates.size(), " candidates"});
        }
        if (taken[place] != 0) {
            fail<SettingError>({"the reranker chose place ", place, " twice for user ", user});
        }
        taken[place] = 1;
    }
    return places;
}

LINNET_COLD LINNET_DEFINITION std::vector<double> relevance_of(std::span<const Scored<double>> candidates) {
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

#endif // LINNET_DEFINES
