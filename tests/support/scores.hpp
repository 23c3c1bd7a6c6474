// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet_test {

/// A log of random pairs; the lower the row of an item, the more users had it.
[[nodiscard]] inline linnet::UserItems random_log(std::size_t users, std::size_t items, std::size_t pairs,
                                                  std::uint64_t seed) {
    std::vector<linnet::row_id> of_user;
    std::vector<linnet::row_id> of_item;
    for (std::size_t i = 0; i < pairs; ++i) {
        of_user.push_back(static_cast<linnet::row_id>(linnet::Random{seed, 1}.below(users, i)));
        const double where = linnet::Random{seed, 2}.uniform(i);
        of_item.push_back(static_cast<linnet::row_id>(where * where * static_cast<double>(items)));
    }
    return {of_user, of_item, users, items};
}

/// All scores of all users, `users x items`, asked for at once.
template <linnet::Scorer S>
[[nodiscard]] linnet::Matrix<typename S::scalar> all_scores(const S& scorer) {
    std::vector<linnet::row_id> users(scorer.users());
    std::iota(users.begin(), users.end(), linnet::row_id{0});
    linnet::Matrix<typename S::scalar> scores(scorer.users(), scorer.items());
    typename S::Workspace workspace;
    scorer.score(users, 0, scores.view(), workspace);
    return scores;
}

/// Whether a scorer gives the same scores in blocks of a few items, with one workspace, for users in any order and
/// again, and by a member `score_items`, for some items and for all.
template <linnet::Scorer S>
[[nodiscard]] bool same_in_blocks(const S& scorer) {
    const auto all = all_scores(scorer);
    typename S::Workspace workspace;
    bool same = true;
    for (const std::size_t block : {std::size_t{1}, std::size_t{3}, scorer.items()}) {
        for (std::size_t first = 0; first < scorer.items(); first += block) {
            const std::size_t count = first + block <= scorer.items() ? block : scorer.items() - first;
            const auto last = static_cast<linnet::row_id>(scorer.users() - 1);
            const std::vector<linnet::row_id> users{last, 0, last / 2, 0};
            linnet::Matrix<typename S::scalar> out(users.size(), count);
            scorer.score(users, first, out.view(), workspace);
            for (std::size_t u = 0; u < users.size(); ++u) {
                for (std::size_t j = 0; j < count; ++j) {
                    same = same && out.view()(u, j) == all.view()(users[u], first + j);
                }
            }
        }
    }
    for (const std::size_t step : {1U, 2U, 7U}) {
        for (std::size_t user = scorer.users(); user-- > 0;) {
            std::vector<linnet::row_id> items;
            for (std::size_t item = user % step; item < scorer.items(); item += step) {
                items.push_back(static_cast<linnet::row_id>(item));
            }
            std::vector<typename S::scalar> out(items.size());
            scorer.score_items(static_cast<linnet::row_id>(user), items, out, workspace);
            for (std::size_t i = 0; i < items.size(); ++i) {
                same = same && out[i] == all.view()(user, items[i]);
            }
        }
    }
    return same;
}

} // namespace linnet_test
