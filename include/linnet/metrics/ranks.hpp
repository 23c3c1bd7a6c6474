// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/count_at_least.hpp>

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
    std::vector<T> thresholds; ///< their distinct scores in falling order, without NaN
    std::vector<std::size_t> counts;
    std::vector<T> candidates; ///< the scores of those, if some positions are excluded
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

/// From so many thresholds on, a search for each score costs less than packs of comparisons with all of them.
template <class T>
inline constexpr std::size_t many_thresholds = 16 * native_width<T> + 1;

/// Sorts the relevant candidates in the workspace, and makes it ready to count those that score as much as they do.
template <class T>
LINNET_HOT void start_ranks(RanksWorkspace<T>& workspace) {
    auto& ranked = workspace.relevant;
    std::make_heap(ranked.begin(), ranked.end(), stands_before<typename RanksWorkspace<T>::Relevant>);
    std::sort_heap(ranked.begin(), ranked.end(), stands_before<typename RanksWorkspace<T>::Relevant>);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        if (i == 0 || ranked[i].row != ranked[i - 1].row) {
            ranked[kept++] = ranked[i];
        }
    }
    ranked.resize(kept);
    auto& thresholds = workspace.thresholds;
    thresholds.clear();
    for (const auto& item : ranked) {
        if (!std::isnan(item.score) && (thresholds.empty() || thresholds.back() != item.score)) {
            thresholds.push_back(item.score);
        }
    }
    workspace.counts.assign(thresholds.size(), 0);
}

/// Counts the scores of some candidates. Each candidate comes once, relevant ones too, and NaN changes nothing.
template <class T>
LINNET_HOT void count_for_ranks(RanksWorkspace<T>& workspace, const T* scores, std::size_t n) {
    const std::span<const T> thresholds = workspace.thresholds;
    auto& counts = workspace.counts;
    if (thresholds.size() < many_thresholds<T>) {
        kernels::count_at_least<T, native_width<T>>(scores, n, thresholds, counts.data());
        return;
    }
    for (std::size_t i = 0; i < n; ++i) { // counts[j] is of scores between two thresholds until all have come
        std::size_t above = 0;            // thresholds known to be above the score; all are above NaN
        for (std::size_t left = thresholds.size(); left != 0;) {
            const std::size_t half = (left + 1) / 2;
            above += thresholds[above + half - 1] <= scores[i] ? 0 : half;
            left -= half;
        }
        if (above < counts.size()) {
            ++counts[above];
        }
    }
}

/// The ranks, when the scores of all `candidates` have been counted, but perhaps NaN.
template <class T>
[[nodiscard]] LINNET_HOT std::span<const std::size_t> finish_ranks(RanksWorkspace<T>& workspace,
                                                                   std::size_t candidates) {
    const auto& ranked = workspace.relevant;
    auto& counts = workspace.counts;
    const std::size_t distinct = counts.size();
    for (std::size_t j = 1; distinct >= many_thresholds<T> && j < distinct; ++j) {
        counts[j] += counts[j - 1];
    }
    counts.push_back(candidates); // every candidate is NaN or more than NaN
    auto& ranks = workspace.ranks;
    ranks.resize(ranked.size());
    std::size_t j = 0; // the index of the score
    for (std::size_t first = 0; first < ranked.size(); ++j) {
        std::size_t last = first + 1; // the end of the relevant items that tie with the first
        while (last < ranked.size() && (j == distinct || ranked[last].score == ranked[first].score)) {
            ++last;
        }
        const std::size_t others = counts[j] - last; // candidates that are not relevant and score as much or more
        for (; first < last; ++first) {
            ranks[first] = others + first + 1;
        }
    }
    return ranks;
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
/// Cost: a comparison of packs for each candidate and distinct score of a relevant item; for more than 16 W of these
/// scores, O(log relevant) for each candidate.
/// Throws SettingError if `excluded` has another size, IdError if a relevant position has no score.
template <class T>
[[nodiscard]] std::span<const std::size_t> ranks_of(std::span<const T> scores, std::span<const char> excluded,
                                                    std::span<const row_id> relevant, RanksWorkspace<T>& workspace) {
    if (!excluded.empty() && excluded.size() != scores.size()) {
        detail::fail<SettingError>({"ranks_of got ", scores.size(), " scores and a mask of ", excluded.size()});
    }
    workspace.relevant.clear();
    for (const row_id row : relevant) {
        if (row >= scores.size()) {
            detail::fail<IdError>({"ranks_of: the relevant position ", row, " is not below ", scores.size()});
        }
        if (excluded.empty() || excluded[row] == 0) {
            workspace.relevant.push_back({scores[row], row});
        }
    }
    detail::start_ranks(workspace);
    if (excluded.empty()) {
        detail::count_for_ranks(workspace, scores.data(), scores.size());
        return detail::finish_ranks(workspace, scores.size());
    }
    auto& candidates = workspace.candidates;
    candidates.clear();
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (excluded[i] == 0) {
            candidates.push_back(scores[i]);
        }
    }
    detail::count_for_ranks(workspace, candidates.data(), candidates.size());
    return detail::finish_ranks(workspace, candidates.size());
}

} // namespace linnet::inline LINNET_ISA
