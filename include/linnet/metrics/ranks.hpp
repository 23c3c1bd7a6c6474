// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// What `ranks_of` keeps between calls, so that it allocates nothing once it has seen the longest list. Use one for
/// each thread.
template <class T>
struct RanksWorkspace {
    /// A relevant candidate.
    struct Relevant {
        T score;
        row_id row;
    };
    std::vector<Relevant> relevant;
    std::vector<T> thresholds;
    std::vector<std::size_t> counts;
    std::vector<std::size_t> ranks;
};

namespace detail {

/// Orders candidates by falling scores, with NaN last and equal scores by row.
template <class Relevant>
[[nodiscard]] inline bool stands_before(const Relevant& a, const Relevant& b) {
    if (std::isnan(a.score) || std::isnan(b.score)) {
        return std::isnan(a.score) == std::isnan(b.score) ? a.row < b.row : std::isnan(b.score);
    }
    return a.score != b.score ? a.score > b.score : a.row < b.row;
}

/// How many candidates score `threshold` or more. A loop that compilers vectorise; rows have 32 bits, so the counter
/// has, too.
template <class T>
[[nodiscard]] LINNET_HOT std::size_t count_from(T threshold, std::span<const T> scores,
                                                std::span<const char> excluded) {
    std::uint32_t count = 0;
    if (excluded.empty()) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            count += static_cast<std::uint32_t>(scores[i] >= threshold);
        }
    } else {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            count += static_cast<std::uint32_t>(scores[i] >= threshold) & static_cast<std::uint32_t>(excluded[i] == 0);
        }
    }
    return count;
}

/// As above, for many falling thresholds at once: `counts[j]` candidates score `thresholds[j]` or more.
template <class T>
LINNET_HOT void count_from_each(std::span<const T> thresholds, std::span<const T> scores,
                                std::span<const char> excluded, std::span<std::size_t> counts) {
    std::fill(counts.begin(), counts.end(), std::size_t{0});
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!excluded.empty() && excluded[i] != 0) {
            continue;
        }
        std::size_t above = 0; // thresholds known to be above the score; all are above NaN
        for (std::size_t left = thresholds.size(); left != 0;) {
            const std::size_t half = (left + 1) / 2;
            above += thresholds[above + half - 1] <= scores[i] ? 0 : half;
            left -= half;
        }
        if (above < counts.size()) {
            ++counts[above];
        }
    }
    for (std::size_t j = 1; j < counts.size(); ++j) {
        counts[j] += counts[j - 1];
    }
}

} // namespace detail

/// The ranks of one user's relevant items among the candidates by score, counted from 1, in rising order.
///
/// The rank of a relevant item is 1, plus the number of other candidates that score as much or more and are not
/// relevant: the positive loses ties, so a constant model ranks it last. To that is added the number of relevant items
/// that come before it: those that score more and, of equal scores, the lower positions, so ranks are distinct. NaN is
/// below every number and equal to NaN.
///
/// `scores` has one score for each position, where higher is better: for all items (positions are rows) or for a sample
/// of them.
/// `excluded` is 1 at positions that are no candidates, else 0; if empty, all are candidates.
/// `relevant` has the relevant positions in any order; repetitions count once, and excluded ones get no rank.
/// Returns a view of `workspace` that is valid until its next use.
/// O(candidates log relevant), or one pass of comparisons for each distinct score while those are few.
/// Throws SettingError if `excluded` has another size, IdError if a relevant position has no score.
template <class T>
[[nodiscard]] std::span<const std::size_t> ranks_of(std::span<const T> scores, std::span<const char> excluded,
                                                    std::span<const row_id> relevant, RanksWorkspace<T>& workspace) {
    constexpr std::size_t few = 32; // so many passes with packs cost about as much as a search for each score
    if (!excluded.empty() && excluded.size() != scores.size()) {
        detail::fail<SettingError>({"ranks_of got ", scores.size(), " scores and a mask of ", excluded.size()});
    }
    auto& ranked = workspace.relevant;
    ranked.clear();
    for (const row_id row : relevant) {
        if (row >= scores.size()) {
            detail::fail<IdError>({"ranks_of: the relevant position ", row, " is not below ", scores.size()});
        }
        if (excluded.empty() || excluded[row] == 0) {
            ranked.push_back({scores[row], row});
            std::push_heap(ranked.begin(), ranked.end(), detail::stands_before<typename RanksWorkspace<T>::Relevant>);
        }
    }
    std::sort_heap(ranked.begin(), ranked.end(), detail::stands_before<typename RanksWorkspace<T>::Relevant>);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        if (i == 0 || ranked[i].row != ranked[i - 1].row) {
            ranked[kept++] = ranked[i];
        }
    }
    ranked.resize(kept);

    auto& thresholds = workspace.thresholds; // the distinct scores in falling order, without NaN
    thresholds.clear();
    for (const auto& item : ranked) {
        if (!std::isnan(item.score) && (thresholds.empty() || thresholds.back() != item.score)) {
            thresholds.push_back(item.score);
        }
    }
    auto& counts = workspace.counts;
    counts.resize(thresholds.size());
    if (thresholds.size() <= few) {
        for (std::size_t j = 0; j < thresholds.size(); ++j) {
            counts[j] = detail::count_from<T>(thresholds[j], scores, excluded);
        }
    } else {
        detail::count_from_each<T>(thresholds, scores, excluded, counts);
    }
    if (!ranked.empty() && std::isnan(ranked.back().score)) { // every candidate is NaN or more than NaN
        counts.push_back(excluded.empty() ? scores.size()
                                          : static_cast<std::size_t>(std::count(excluded.begin(), excluded.end(), 0)));
    }

    auto& ranks = workspace.ranks;
    ranks.resize(ranked.size());
    std::size_t j = 0; // the index of the score
    for (std::size_t first = 0; first < ranked.size(); ++j) {
        std::size_t last = first + 1; // the end of the relevant items that tie with the first
        while (last < ranked.size() && (j == thresholds.size() || ranked[last].score == ranked[first].score)) {
            ++last;
        }
        const std::size_t others = counts[j] - last; // candidates that are not relevant and score as much or more
        for (; first < last; ++first) {
            ranks[first] = others + first + 1;
        }
    }
    return ranks;
}

} // namespace linnet::inline LINNET_ISA
