// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/metric_values.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/ranked_lists.hpp>
#include <linnet/metrics/ranking_metric.hpp>
#include <linnet/recommend/reranker.hpp>

namespace linnet::inline LINNET_ISA {

/// What `evaluate_ranking` ranks and computes.
struct RankingOptions {
    std::size_t k = 10; ///< length of the lists whose diversity is measured; at most all items
    /// Default: hit rate, recall, NDCG and MAP at 10, and MRR without a cut-off.
    std::vector<AnyRankingMetric> metrics = {};
    /// Default: coverage, Gini coefficient and entropy of exposure; with a training log also novelty, tail share and
    /// the overlap with the most popular items; with vectors also intra-list diversity.
    std::vector<AnyDiversityMetric> diversity = {};
    std::vector<const UserItems*> exclude_seen = {}; ///< excludes what the user has here, usually in the training log
    const UserItems* sampled = nullptr; ///< if given, ranks the relevant items among these items of the user alone
    std::string sampling = "uniform";   ///< how `sampled` was drawn, for the names of metrics: "ndcg@10 [uniform 99]"
    const UserItems* train = nullptr; ///< the log in which popularity is counted; default: the first of `exclude_seen`
    ConstMatrixView<float> vectors = {}; ///< of the items, for intra-list diversity: a row for each item row
    /// If not 0, ranks only for so many of the users, drawn by their row and a seed, so the same ones each time: enough
    /// to watch a training by, where it would take too long to rank for all. If there are no more, all are ranked for.
    std::size_t most_users = 0;
    std::uint64_t users_seed = 0; ///< which users those are
    bool unknown_row_0 = true;    ///< whether row 0 is that of unknown ids, which is not a candidate and not ranked for
    const Reranker* rerank = nullptr; ///< makes the lists from the best `candidates`; what it leaves out has no rank
    std::size_t candidates = 100;     ///< how many the reranker gets, at least k
    Executor* executor = nullptr;
};

/// How good and how varied the rankings of a scorer are.
struct RankingEvaluation {
    std::vector<row_id> users;                 ///< the users who were ranked for
    bool sampled = false;                      ///< whether candidates were sampled items instead of all
    MetricValues accuracy;                     ///< means over the users; a name says how candidates were sampled
    MetricValues diversity;                    ///< of their lists; empty if candidates were sampled
    std::vector<std::vector<double>> per_user; ///< each accuracy metric, user by user, for intervals and paired tests
    RankedLists lists;                         ///< what each user is recommended, best first

    /// Accuracy and diversity side by side, one on each line, for people to read.
    [[nodiscard]] std::string text() const;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <cstdio>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION std::string RankingEvaluation::text() const {
    constexpr std::size_t width = 36;
    std::string result =
        detail::text({"ranked among ", sampled ? "sampled items" : "all items", ", ", users.size(), " users"});
    const auto pad = [&result](std::size_t to) {
        const std::size_t line = result.rfind('\n') + 1; // 0 where there is none
        result.append(result.size() - line < to ? to - (result.size() - line) : 1, ' ');
    };
    if (!diversity.empty()) {
        pad(width);
        result += "diversity of the lists";
    }
    const auto add = [&](const MetricValues& values, std::size_t i, std::size_t column) {
        if (i < values.size()) {
            char number[40];
            const auto& [name, value] = values.begin()[static_cast<std::ptrdiff_t>(i)];
            std::snprintf(number, sizeof number, "%.4f", value);
            pad(column);
            result += name;
            pad(column + (sampled ? 30 : 22));
            result += number;
        }
    };
    for (std::size_t i = 0; i < std::max(accuracy.size(), diversity.size()); ++i) {
        result += '\n';
        add(accuracy, i, 1);
        add(diversity, i, width);
    }
    result += '\n';
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
