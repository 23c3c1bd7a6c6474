// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/recommend/cosine_scorer.hpp>
#include <linnet/recommend/score_items.hpp>
#include <linnet/recommend/top_items.hpp>

namespace linnet::inline LINNET_ISA {

/// How a BlendedScorer blends scores.
struct BlendSettings {
    double weight = 0.3;         ///< weight of the similar users, 0 ... 1
    std::size_t neighbours = 20; ///< how many similar users
};

/// Blends the scores of a user with those of the most similar users: (1 - weight) s(u, i) + weight times the mean of
/// s(v, i) over the neighbours v, weighted by their cosine. The neighbours are the users whose vectors have the highest
/// cosine with that of the user, if it is above 0; row 0, the unknown user, is nobody's neighbour. A user without
/// neighbours keeps their own scores. A Scorer; what it is made from must outlive it, except for the vectors, which are
/// only read by the constructor.
/// Cost: 2 users^2 n flops to make it; to score, one score for the user and one for each of their neighbours.
/// Throws SettingError if the weight is out of range, or if there is not one vector for each user.
template <Scorer S>
class BlendedScorer {
public:
    using scalar = typename S::scalar;
    struct Workspace {
        typename S::Workspace own;
        Matrix<scalar> scores; ///< of the neighbours
        std::vector<row_id> rows;
    };

    BlendedScorer(const S&& scorer, ConstMatrixView<scalar> user_vectors, const BlendSettings& settings = {},
                  Executor* executor = nullptr) = delete; // must outlive it
    LINNET_COLD BlendedScorer(const S& scorer, ConstMatrixView<scalar> user_vectors, const BlendSettings& settings = {},
                              Executor* executor = nullptr)
        : scorer_{&scorer}, weight_{settings.weight}, neighbours_(scorer.users()) {
        if (!(settings.weight >= 0.0 && settings.weight <= 1.0)) {
            detail::fail<SettingError>({"BlendedScorer: a weight of ", settings.weight, " is not in 0 ... 1"});
        }
        if (user_vectors.rows != scorer.users()) {
            detail::fail<SettingError>(
                {"BlendedScorer: ", user_vectors.rows, " vectors for ", std::size_t{scorer.users()}, " users"});
        }
        std::vector<row_id> users(scorer.users());
        std::iota(users.begin(), users.end(), row_id{0});
        const CosineScorer<scalar> cosines(user_vectors);
        const auto lists = top_items(
            cosines, users,
            {.k = std::min(settings.neighbours, users.size()) + 1, .unknown_row_0 = true, .executor = executor});
        for (std::size_t u = 0; u < users.size(); ++u) {
            for (const Scored<scalar>& other : lists[u]) {
                if (other.row != users[u] && other.score > scalar{0} && neighbours_[u].size() < settings.neighbours) {
                    neighbours_[u].push_back(other);
                }
            }
        }
    }

    [[nodiscard]] std::size_t users() const { return scorer_->users(); }
    [[nodiscard]] std::size_t items() const { return scorer_->items(); }
    /// The users whose scores are blended into those of the user, with their cosines.
    [[nodiscard]] std::span<const Scored<scalar>> neighbours(row_id user) const { return neighbours_[user]; }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<scalar> out,
                          Workspace& workspace) const {
        scorer_->score(users, first, out, workspace.own);
        for (std::size_t u = 0; u < users.size(); ++u) {
            const std::span<const Scored<scalar>> others = neighbours_[users[u]];
            if (others.empty()) {
                continue;
            }
            workspace.rows.clear();
            double total = 0.0;
            for (const Scored<scalar>& other : others) {
                workspace.rows.push_back(other.row);
                total += static_cast<double>(other.score);
            }
            workspace.scores.reserve(std::max(others.size(), workspace.scores.rows()),
                                     std::max(out.columns, workspace.scores.columns()));
            const MatrixView<scalar> theirs = workspace.scores.top(others.size()).slice(0, out.columns);
            scorer_->score(workspace.rows, first, theirs, workspace.own);
            blend(others, total, theirs, out.row_span(u));
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<scalar> out,
                                Workspace& workspace) const {
        detail::score_items(*scorer_, user, items, out, workspace.own);
        const std::span<const Scored<scalar>> others = neighbours_[user];
        if (others.empty()) {
            return;
        }
        workspace.scores.reserve(std::max(others.size(), workspace.scores.rows()),
                                 std::max(items.size(), workspace.scores.columns()));
        const MatrixView<scalar> theirs = workspace.scores.top(others.size()).slice(0, items.size());
        double total = 0.0;
        for (std::size_t v = 0; v < others.size(); ++v) {
            total += static_cast<double>(others[v].score);
            detail::score_items(*scorer_, others[v].row, items, theirs.row_span(v), workspace.own);
        }
        blend(others, total, theirs, out);
    }

private:
    /// Adds the scores of the neighbours, `theirs`, to those of the user.
    void blend(std::span<const Scored<scalar>> others, double total, ConstMatrixView<scalar> theirs,
               std::span<scalar> out) const {
        for (std::size_t j = 0; j < out.size(); ++j) {
            double sum = 0.0;
            for (std::size_t v = 0; v < others.size(); ++v) {
                sum += static_cast<double>(others[v].score) * static_cast<double>(theirs(v, j));
            }
            out[j] = static_cast<scalar>((1.0 - weight_) * static_cast<double>(out[j]) + weight_ * (sum / total));
        }
    }

    const S* scorer_;
    double weight_;
    std::vector<std::vector<Scored<scalar>>> neighbours_;
};

} // namespace linnet::inline LINNET_ISA
