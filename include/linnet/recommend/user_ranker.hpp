// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/metrics/ranks.hpp>
#include <linnet/recommend/ranking_options.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/recommend/score_items.hpp>
#include <linnet/recommend/score_tiles.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// What one thread needs to rank items for some users at a time.
template <Scorer S>
class UserRanker {
public:
    using T = typename S::scalar;

    UserRanker(const S& scorer, const UserItems& relevant, const RankingOptions& options)
        : scorer_{scorer}, relevant_{relevant}, options_{options} {
        const std::size_t kept = options.rerank == nullptr ? options.k : std::max(options.k, options.candidates);
        kept_ = std::min<std::size_t>(kept, scorer.items());
    }

    /// How many users to rank at once: with their tables they share each block of items that comes from memory.
    [[nodiscard]] std::size_t users_at_once() const {
        constexpr std::size_t most_places = std::size_t{1} << 22;
        std::size_t most = 256;
        if constexpr (requires { S::users_at_once; }) {
            most = std::min<std::size_t>(most, S::users_at_once);
        }
        return std::clamp<std::size_t>(most_places / std::max<std::size_t>(1, kept_), 1, most);
    }

    /// Passes the ranks and the list of each user to `take(user, ranks, list)`.
    template <class Take>
    void rank(std::span<const row_id> users, const Take& take) {
        if (options_.sampled != nullptr) {
            for (std::size_t u = 0; u < users.size(); ++u) {
                take(u, rank_sampled(users[u]), list_);
            }
            return;
        }
        if (places_.size() < users.size() * kept_) {
            places_ = AlignedBuffer<Scored<T>>(users.size() * kept_);
        }
        ranked_.resize(std::max(ranked_.size(), users.size()));
        const RowsOfUsers rows{users, has_of_users<S>};
        rank_all(scorer_of_users(scorer_, users), users, rows.rows());
        for (std::size_t u = 0; u < users.size(); ++u) {
            const std::span<const Scored<T>> best(places_.data() + u * kept_, ranked_[u].best.finish());
            list_.clear();
            list_scores_.clear();
            for (const Scored<T>& item : best) {
                list_.push_back(item.row);
                list_scores_.push_back({item.row, static_cast<double>(item.score)});
            }
            if (options_.rerank != nullptr) {
                const std::span<const std::size_t> ranks = rerank(users[u]); // before list_ is read
                take(u, ranks, list_);
            } else {
                take(u, finish_ranks(ranked_[u].ranks, scorer_.items() - ranked_[u].excluded.size()), list_);
            }
        }
    }

private:
    /// What is known of a user while blocks of items come.
    struct Ranked {
        kernels::TopKHeap<T> best{nullptr, 0};
        RanksWorkspace<T> ranks;
        std::vector<row_id> excluded; ///< rows that are no candidates, rising
        std::size_t passed = 0;       ///< how many of these lie before the next block
    };

    /// Shows all candidates to each user's best places and counts.
    template <Scorer Some>
    LINNET_HOT void rank_all(const Some& scorer, std::span<const row_id> users, std::span<const row_id> rows) {
        typename Some::Workspace workspace;
        for (std::size_t u = 0; u < users.size(); ++u) {
            Ranked& ranked = ranked_[u];
            ranked.best = kernels::TopKHeap<T>(places_.data() + u * kept_, kept_);
            ranked.passed = 0;
            exclude(users[u], ranked.excluded);
            if (options_.rerank != nullptr) {
                continue;
            }
            list_.clear();
            const std::span<const row_id> relevant = relevant_.of(users[u]);
            std::set_difference(relevant.begin(), relevant.end(), ranked.excluded.begin(), ranked.excluded.end(),
                                std::back_inserter(list_));
            some_scores_.resize(list_.size());
            score_items<Some>(scorer, rows[u], list_, some_scores_, workspace);
            ranked.ranks.relevant.clear();
            for (std::size_t i = 0; i < list_.size(); ++i) {
                ranked.ranks.relevant.push_back({some_scores_[i], list_[i]});
            }
            start_ranks(ranked.ranks);
        }
        score_tiles(
            scorer, rows, scorer_.items(), [](std::size_t, std::size_t) { return false; },
            [this](std::size_t first, std::size_t item, const MatrixView<T>& tile) {
                for (std::size_t u = 0; u < tile.rows; ++u) {
                    show(ranked_[first + u], item, tile.row(u), tile.columns);
                }
            });
    }

    /// Shows a block of scores, among which those that are no candidates become NaN.
    static void show(Ranked& ranked, std::size_t first, T* scores, std::size_t n) {
        const std::size_t begin = ranked.passed;
        std::size_t& end = ranked.passed;
        for (; end < ranked.excluded.size() && ranked.excluded[end] < first + n; ++end) {
            scores[ranked.excluded[end] - first] = std::numeric_limits<T>::quiet_NaN();
        }
        const auto excluded = ranked.excluded.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto excluded_end = ranked.excluded.begin() + static_cast<std::ptrdiff_t>(end);
        ranked.best.template add_block<native_width<T>>(static_cast<row_id>(first), scores, n, [&](row_id row) {
            return !std::binary_search(excluded, excluded_end, row);
        });
        count_for_ranks(ranked.ranks, scores, n);
    }

    /// Replaces the list by what the reranker chooses, and returns the places of relevant items in it.
    [[nodiscard]] LINNET_COLD std::span<const std::size_t> rerank(row_id user) {
        list_.clear();
        const std::size_t k = std::min(options_.k, list_scores_.size());
        for (const std::size_t place : chosen_places(*options_.rerank, user, list_scores_, k)) {
            list_.push_back(list_scores_[place].row);
        }
        ranks_.ranks.clear();
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (relevant_.contains(user, list_[i])) {
                ranks_.ranks.push_back(i + 1);
            }
        }
        return ranks_.ranks;
    }

    /// Ranks among sampled items. Scores only these and the relevant items.
    [[nodiscard]] std::span<const std::size_t> rank_sampled(row_id user) {
        const std::span<const row_id> sampled = options_.sampled->of(user);
        const std::span<const row_id> relevant = relevant_.of(user);
        const row_id first_item = options_.unknown_row_0 ? 1 : 0;
        list_.clear();
        std::set_union(sampled.begin(), sampled.end(), relevant.begin(), relevant.end(), std::back_inserter(list_));
        list_.erase(list_.begin(), std::lower_bound(list_.begin(), list_.end(), first_item));
        some_scores_.resize(list_.size());
        score_items<S>(scorer_, user, list_, some_scores_, workspace_);
        positions_.clear();
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (std::binary_search(relevant.begin(), relevant.end(), list_[i])) {
                positions_.push_back(static_cast<row_id>(i));
            }
        }
        list_.clear();
        return ranks_of<T>(some_scores_, {}, positions_, ranks_);
    }

    void exclude(row_id user, std::vector<row_id>& rows) const {
        rows.clear();
        if (options_.unknown_row_0 && scorer_.items() != 0) {
            rows.push_back(0);
        }
        for (const UserItems* log : options_.exclude_seen) {
            const std::span<const row_id> had = log->of(user);
            rows.insert(rows.end(), had.begin(), had.end());
        }
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    }

    const S& scorer_;
    const UserItems& relevant_;
    const RankingOptions& options_;
    std::size_t kept_ = 0; // of the best candidates of a user
    AlignedBuffer<Scored<T>> places_;
    std::vector<Ranked> ranked_;
    typename S::Workspace workspace_; // for sampled items
    RanksWorkspace<T> ranks_;         // for those and what a reranker chose
    std::vector<row_id> list_;
    std::vector<Scored<double>> list_scores_;
    std::vector<T> some_scores_;    // of relevant or sampled items
    std::vector<row_id> positions_; // of the relevant items among the sampled
};

} // namespace linnet::inline LINNET_ISA::detail
