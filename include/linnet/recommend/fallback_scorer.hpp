// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/score_items.hpp>

namespace linnet::inline LINNET_ISA {

/// Uses one scorer for the users that it knows and another, such as MostPopular, for all others: user row 0 and, if a
/// log is given, users without an item in it. A Scorer; what it is made from must outlive it.
/// Throws SettingError if the two differ in users or items.
template <Scorer S, Scorer Fallback>
class FallbackScorer {
public:
    using scalar = typename S::scalar;
    struct Workspace {
        typename S::Workspace known;
        typename Fallback::Workspace other;
    };

    // A temporary would not outlive it.
    FallbackScorer(const S&& scorer, const Fallback& fallback, const UserItems* log = nullptr) = delete;
    FallbackScorer(const S& scorer, const Fallback&& fallback, const UserItems* log = nullptr) = delete;
    FallbackScorer(const S&& scorer, const Fallback&& fallback, const UserItems* log = nullptr) = delete;
    LINNET_COLD FallbackScorer(const S& scorer, const Fallback& fallback, const UserItems* log = nullptr)
        : scorer_{&scorer}, fallback_{&fallback}, log_{log} {
        if (scorer.users() != fallback.users() || scorer.items() != fallback.items()) {
            detail::fail<SettingError>({"FallbackScorer: ", std::size_t{scorer.users()}, " users and ",
                                        std::size_t{scorer.items()}, " items, and in the fallback ",
                                        std::size_t{fallback.users()}, " and ", std::size_t{fallback.items()}});
        }
    }

    [[nodiscard]] std::size_t users() const { return scorer_->users(); }
    [[nodiscard]] std::size_t items() const { return scorer_->items(); }
    [[nodiscard]] bool knows(row_id user) const { return user != 0 && (log_ == nullptr || !log_->of(user).empty()); }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<scalar> out,
                          Workspace& workspace) const {
        for (std::size_t begin = 0; begin < users.size();) { // runs of users that take the same scorer
            std::size_t end = begin + 1;
            while (end < users.size() && knows(users[end]) == knows(users[begin])) {
                ++end;
            }
            const std::span<const row_id> run = users.subspan(begin, end - begin);
            const MatrixView<scalar> scores = out.middle(begin, end - begin);
            if (knows(users[begin])) {
                scorer_->score(run, first, scores, workspace.known);
            } else {
                fallback_->score(run, first, scores, workspace.other);
            }
            begin = end;
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<scalar> out,
                                Workspace& workspace) const {
        if (knows(user)) {
            detail::score_items(*scorer_, user, items, out, workspace.known);
        } else {
            detail::score_items(*fallback_, user, items, out, workspace.other);
        }
    }

private:
    const S* scorer_;
    const Fallback* fallback_;
    const UserItems* log_;
};

} // namespace linnet::inline LINNET_ISA
