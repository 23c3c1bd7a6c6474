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
#include <linnet/core/matrix.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>
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
/// neighbours keeps their own scores. A Scorer; what it is made from must outlive it. Neighbours are found when a user
/// is asked for, so it serves one user as well as all of them.
/// Cost: 2 users n flops to make it; for each user, 2 users n flops to find the neighbours, and for each score one of
/// the user and one of each neighbour. `top_items` and `evaluate_ranking` find the neighbours of a user once; so does
/// `score` while calls in a row ask for the same users.
/// Throws SettingError if the weight is out of range, or if there is not one vector for each user.
template <Scorer S>
class BlendedScorer {
public:
    using scalar = typename S::scalar;
    using Neighbours = std::vector<Scored<scalar>>; ///< rows of users and their cosines, the most similar first

private:
    struct OwnWorkspace {
        typename S::Workspace own;
        Matrix<scalar> scores; ///< of the neighbours
        std::vector<row_id> rows;
    };

public:
    struct Workspace : OwnWorkspace {
        std::vector<row_id> users; ///< that were asked for last
        std::vector<Neighbours> neighbours;
    };
    static constexpr std::size_t users_at_once = 256;

    /// Some users, whose neighbours are known: a Scorer whose rows are the places of the users.
    class OfUsers {
    public:
        using scalar = BlendedScorer::scalar;
        using Workspace = OwnWorkspace;

        OfUsers(const BlendedScorer& all, std::span<const row_id> users)
            : all_{all}, users_(users.begin(), users.end()), neighbours_{all.neighbours_of(users)} {}

        [[nodiscard]] std::size_t users() const { return users_.size(); }
        [[nodiscard]] std::size_t items() const { return all_.items(); }
        void score(std::span<const row_id> places, std::size_t first, MatrixView<scalar> out,
                   Workspace& workspace) const {
            for (std::size_t p = 0; p < places.size(); ++p) {
                all_.score_user(users_[places[p]], neighbours_[places[p]], first, out.middle(p, 1), workspace);
            }
        }

    private:
        const BlendedScorer& all_;
        std::vector<row_id> users_;
        std::vector<Neighbours> neighbours_;
    };

    BlendedScorer(const S&& scorer, ConstMatrixView<scalar> user_vectors,
                  const BlendSettings& settings = {}) = delete; // must outlive it
    LINNET_COLD BlendedScorer(const S& scorer, ConstMatrixView<scalar> user_vectors, const BlendSettings& settings = {})
        : scorer_{&scorer}, settings_{settings}, cosines_{user_vectors} {
        if (!(settings.weight >= 0.0 && settings.weight <= 1.0)) {
            detail::fail<SettingError>({"BlendedScorer: a weight of ", settings.weight, " is not in 0 ... 1"});
        }
        if (user_vectors.rows != scorer.users()) {
            detail::fail<SettingError>(
                {"BlendedScorer: ", user_vectors.rows, " vectors for ", std::size_t{scorer.users()}, " users"});
        }
    }

    [[nodiscard]] std::size_t users() const { return scorer_->users(); }
    [[nodiscard]] std::size_t items() const { return scorer_->items(); }
    /// The users whose scores are blended into those of the user.
    [[nodiscard]] Neighbours neighbours(row_id user) const { return neighbours_of({&user, 1})[0]; }
    [[nodiscard]] OfUsers of_users(std::span<const row_id> users) const { return {*this, users}; }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<scalar> out,
                          Workspace& workspace) const {
        find_neighbours(users, workspace);
        for (std::size_t u = 0; u < users.size(); ++u) {
            score_user(users[u], workspace.neighbours[u], first, out.middle(u, 1), workspace);
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<scalar> out,
                                Workspace& workspace) const {
        find_neighbours({&user, 1}, workspace);
        detail::score_items(*scorer_, user, items, out, workspace.own);
        const Neighbours& others = workspace.neighbours[0];
        if (others.empty()) {
            return;
        }
        const MatrixView<scalar> theirs = room(others.size(), items.size(), workspace);
        for (std::size_t v = 0; v < others.size(); ++v) {
            detail::score_items(*scorer_, others[v].row, items, theirs.row_span(v), workspace.own);
        }
        blend(others, theirs, out);
    }

private:
    [[nodiscard]] LINNET_COLD std::vector<Neighbours> neighbours_of(std::span<const row_id> users) const {
        const auto lists = detail::flat_top_items(
            cosines_, users, {.k = std::min(settings_.neighbours, this->users()) + 1, .unknown_row_0 = true});
        std::vector<Neighbours> result(users.size());
        for (std::size_t u = 0; u < users.size(); ++u) {
            for (const Scored<scalar>& other : lists.list(u)) {
                if (other.row != users[u] && other.score > scalar{0} && result[u].size() < settings_.neighbours) {
                    result[u].push_back(other);
                }
            }
        }
        return result;
    }
    void find_neighbours(std::span<const row_id> users, Workspace& workspace) const {
        if (!std::equal(users.begin(), users.end(), workspace.users.begin(), workspace.users.end())) {
            workspace.users.clear(); // until their neighbours are known
            workspace.neighbours = neighbours_of(users);
            workspace.users.assign(users.begin(), users.end());
        }
    }

    /// Shape: out `1 x m`, the m items from row `first` on.
    void score_user(row_id user, const Neighbours& others, std::size_t first, const MatrixView<scalar>& out,
                    OwnWorkspace& workspace) const {
        scorer_->score({&user, 1}, first, out, workspace.own);
        if (others.empty()) {
            return;
        }
        workspace.rows.clear();
        for (const Scored<scalar>& other : others) {
            workspace.rows.push_back(other.row);
        }
        const MatrixView<scalar> theirs = room(others.size(), out.columns, workspace);
        scorer_->score(workspace.rows, first, theirs, workspace.own);
        blend(others, theirs, out.row_span(0));
    }

    [[nodiscard]] static MatrixView<scalar> room(std::size_t rows, std::size_t columns, OwnWorkspace& workspace) {
        workspace.scores.reserve(std::max(rows, workspace.scores.rows()),
                                 std::max(columns, workspace.scores.columns()));
        return workspace.scores.top(rows).slice(0, columns);
    }

    /// Adds the scores of the neighbours, `theirs`, to those of the user.
    void blend(const Neighbours& others, ConstMatrixView<scalar> theirs, std::span<scalar> out) const {
        double total = 0.0;
        for (const Scored<scalar>& other : others) {
            total += static_cast<double>(other.score);
        }
        const double weight = settings_.weight;
        for (std::size_t j = 0; j < out.size(); ++j) {
            double sum = 0.0;
            for (std::size_t v = 0; v < others.size(); ++v) {
                sum += static_cast<double>(others[v].score) * static_cast<double>(theirs(v, j));
            }
            out[j] = static_cast<scalar>((1.0 - weight) * static_cast<double>(out[j]) + weight * (sum / total));
        }
    }

    const S* scorer_;
    BlendSettings settings_;
    CosineScorer<scalar> cosines_;
};

} // namespace linnet::inline LINNET_ISA
