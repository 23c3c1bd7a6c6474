// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include <linnet/core/feature.hpp>
#include <linnet/core/random.hpp>

namespace linnet_test {

/// The ranks found by sorting all candidates: of equal scores those that are not relevant come first, then by position.
template <class T>
[[nodiscard]] std::vector<std::size_t> naive_ranks(const std::vector<T>& scores, const std::vector<char>& excluded,
                                                   const std::vector<linnet::row_id>& relevant) {
    const std::set<std::size_t> wanted(relevant.begin(), relevant.end());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (excluded.empty() || excluded[i] == 0) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const bool no_a = std::isnan(scores[a]);
        const bool no_b = std::isnan(scores[b]);
        if (no_a != no_b) {
            return no_b;
        }
        if (!no_a && scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        return wanted.count(a) < wanted.count(b);
    });
    std::vector<std::size_t> ranks;
    for (std::size_t place = 0; place < order.size(); ++place) {
        if (wanted.count(order[place]) != 0) {
            ranks.push_back(place + 1);
        }
    }
    return ranks;
}

/// One user's ranking, written out: whether the item at each place is relevant, and how many are relevant in all.
struct NaiveRanking {
    std::vector<bool> hit;
    std::size_t relevant;

    NaiveRanking(const std::vector<std::size_t>& ranks, std::size_t n)
        : hit(ranks.empty() ? 0 : ranks.back()), relevant{n} {
        for (const std::size_t rank : ranks) {
            hit[rank - 1] = true;
        }
    }

    /// The hits among the first k, or all if k is 0.
    [[nodiscard]] std::size_t hits(std::size_t k) const {
        std::size_t count = 0;
        for (std::size_t place = 0; place < hit.size() && (k == 0 || place < k); ++place) {
            count += hit[place] ? 1 : 0;
        }
        return count;
    }
    [[nodiscard]] double ndcg(std::size_t k) const {
        long double gain = 0;
        long double best = 0;
        for (std::size_t place = 0; (place < hit.size() || place < relevant) && (k == 0 || place < k); ++place) {
            const long double discount = std::log(2.0L) / std::log(static_cast<long double>(place) + 2.0L);
            gain += place < hit.size() && hit[place] ? discount : 0.0L;
            best += place < relevant ? discount : 0.0L;
        }
        return static_cast<double>(gain / best);
    }
    [[nodiscard]] double average_precision(std::size_t k) const {
        double sum = 0;
        for (std::size_t place = 0; place < hit.size() && (k == 0 || place < k); ++place) {
            if (hit[place]) {
                sum += static_cast<double>(hits(place + 1)) / static_cast<double>(place + 1);
            }
        }
        return sum / static_cast<double>(k == 0 ? relevant : std::min(k, relevant));
    }
    [[nodiscard]] double reciprocal_rank(std::size_t k) const {
        for (std::size_t place = 0; place < hit.size() && (k == 0 || place < k); ++place) {
            if (hit[place]) {
                return 1.0 / static_cast<double>(place + 1);
            }
        }
        return 0;
    }
};

/// Distinct ranks in rising order; each place has one with probability 1/8.
[[nodiscard]] inline std::vector<std::size_t> random_ranks(std::size_t places, std::uint64_t seed) {
    const linnet::Random random{seed, 0};
    std::vector<std::size_t> ranks;
    for (std::size_t place = 0; place < places; ++place) {
        if (random.below(8, place) == 0) {
            ranks.push_back(place + 1);
        }
    }
    return ranks;
}

/// Calls `check(metric, ranking, ranks, relevant)` for many rankings and cut-offs, also with relevant items without a
/// rank.
template <class Metric, class Check>
void for_random_rankings(Check check) {
    for (const std::size_t k : {1U, 2U, 5U, 10U, 20U, 1000U, 0U}) {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const std::vector<std::size_t> ranks = random_ranks(3 * seed, seed);
            for (const std::size_t unranked : {0U, 1U, 30U}) {
                if (const std::size_t relevant = ranks.size() + unranked; relevant != 0) {
                    check(Metric{.k = k}, NaiveRanking{ranks, relevant}, ranks, relevant);
                }
            }
        }
    }
}

} // namespace linnet_test
