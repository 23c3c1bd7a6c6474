// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
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
/// neighbours keeps their own scores. A Scorer; what it is made from must outlive it, and the vectors must not change.
/// The neighbours of a user are found when the user is first asked for, by any thread, and kept, so it serves one user
/// as well as all of them.
/// Cost: 2 users n flops to make it, and as much again to find the neighbours of a user; to score, one score for the
/// user and one for each of their neighbours.
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
        found_ = std::make_shared<Found>(scorer.users());
    }

    [[nodiscard]] std::size_t users() const { return scorer_->users(); }
    [[nodiscard]] std::size_t items() const { return scorer_->items(); }
    /// The users whose scores are blended into those of the user, with their cosines.
    [[nodiscard]] std::span<const Scored<scalar>> neighbours(row_id user) const {
        std::vector<row_id> missing;
        find_neighbours({&user, 1}, missing);
        return found_->of(user);
    }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<scalar> out,
                          Workspace& workspace) const {
        find_neighbours(users, workspace.rows);
        scorer_->score(users, first, out, workspace.own);
        for (std::size_t u = 0; u < users.size(); ++u) {
            const Neighbours& others = found_->of(users[u]);
            if (others.empty()) {
                continue;
            }
            workspace.rows.clear();
            for (const Scored<scalar>& other : others) {
                workspace.rows.push_back(other.row);
            }
            const MatrixView<scalar> theirs = room(others.size(), out.columns, workspace);
            scorer_->score(workspace.rows, first, theirs, workspace.own);
            blend(others, theirs, out.row_span(u));
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<scalar> out,
                                Workspace& workspace) const {
        find_neighbours({&user, 1}, workspace.rows);
        detail::score_items(*scorer_, user, items, out, workspace.own);
        const Neighbours& others = found_->of(user);
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
    using Neighbours = std::vector<Scored<scalar>>;

    /// The neighbours that have been found. Threads that find those of the same user find the same; the first stay.
    class Found {
    public:
        explicit Found(std::size_t users) : lists_(users) {}
        Found(const Found&) = delete;
        Found& operator=(const Found&) = delete;
        ~Found() {
            for (const auto& list : lists_) {
                delete list.load(std::memory_order_relaxed);
            }
        }

        [[nodiscard]] bool has(row_id user) const { return lists_[user].load(std::memory_order_acquire) != nullptr; }
        /// requires: has(user)
        [[nodiscard]] const Neighbours& of(row_id user) const { return *lists_[user].load(std::memory_order_acquire); }
        void keep(row_id user, std::unique_ptr<const Neighbours> list) {
            const Neighbours* none = nullptr;
            if (lists_[user].compare_exchange_strong(none, list.get(), std::memory_order_acq_rel)) {
                static_cast<void>(list.release());
            }
        }

    private:
        std::vector<std::atomic<const Neighbours*>> lists_;
    };

    /// Finds the neighbours of those users who have not been asked for before. `missing` is room for their rows.
    void find_neighbours(std::span<const row_id> users, std::vector<row_id>& missing) const {
        missing.clear();
        for (const row_id user : users) {
            if (!found_->has(user)) {
                missing.push_back(user);
            }
        }
        if (missing.empty()) {
            return;
        }
        const auto lists = detail::flat_top_items(
            cosines_, missing, {.k = std::min(settings_.neighbours, this->users()) + 1, .unknown_row_0 = true});
        for (std::size_t u = 0; u < missing.size(); ++u) {
            auto others = std::make_unique<Neighbours>();
            for (const Scored<scalar>& other : lists.list(u)) {
                if (other.row != missing[u] && other.score > scalar{0} && others->size() < settings_.neighbours) {
                    others->push_back(other);
                }
            }
            found_->keep(missing[u], std::move(others));
        }
    }

    [[nodiscard]] static MatrixView<scalar> room(std::size_t rows, std::size_t columns, Workspace& workspace) {
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
    std::shared_ptr<Found> found_;
};

} // namespace linnet::inline LINNET_ISA
