// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/user_ranker.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

#include "../support/naive_ranking.hpp"
#include "../support/scores.hpp"

namespace user_ranker_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The scores of a table, of which some are equal, infinite or NaN.
template <class T>
struct Table {
    using scalar = T;
    struct Workspace {};
    Matrix<T> scores;

    Table(std::size_t users, std::size_t items) : scores(users, items) {
        for (std::size_t u = 0; u < users; ++u) {
            for (std::size_t i = 0; i < items; ++i) {
                const Random random{9, u};
                T& score = scores.view()(u, i);
                score = static_cast<T>(u % 3 == 0 ? static_cast<double>(random.below(12, i)) : random.uniform(i));
                if (u % 4 == 1 && random.below(9, 3 * items + i) == 0) {
                    score = std::numeric_limits<T>::quiet_NaN();
                } else if (u % 5 == 2 && random.below(9, 3 * items + i) == 0) {
                    score = i % 2 == 0 ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::infinity();
                } else if (u == 7) {
                    score = std::numeric_limits<T>::quiet_NaN();
                }
            }
        }
    }
    [[nodiscard]] std::size_t users() const { return scores.rows(); }
    [[nodiscard]] std::size_t items() const { return scores.columns(); }
    void score(std::span<const row_id> of, std::size_t first, MatrixView<T> out, Workspace&) const {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = scores.view()(of[u], first + j);
            }
        }
    }
};

/// The same of some users at a time, whom it knows by their places.
template <class T>
struct ByPlace : Table<T> {
    using Table<T>::Table;
    static constexpr std::size_t users_at_once = 3;
    struct Some {
        using scalar = T;
        using Workspace = typename Table<T>::Workspace;
        const Table<T>* all;
        std::vector<row_id> rows;

        [[nodiscard]] std::size_t users() const { return rows.size(); }
        [[nodiscard]] std::size_t items() const { return all->items(); }
        void score(std::span<const row_id> places, std::size_t first, MatrixView<T> out, Workspace& workspace) const {
            for (std::size_t u = 0; u < places.size(); ++u) {
                all->score({&rows[places[u]], 1}, first, out.middle(u, 1), workspace);
            }
        }
    };
    [[nodiscard]] Some of_users(std::span<const row_id> users) const {
        CHECK(users.size() <= users_at_once);
        return {this, {users.begin(), users.end()}};
    }
};

/// Compares ranks and lists with those of a full sort, user by user.
template <class S>
void check_against_sorting(std::size_t users, std::size_t items, std::size_t pairs, std::size_t k, bool unknown) {
    using T = typename S::scalar;
    CAPTURE(items);
    CAPTURE(pairs);
    CAPTURE(k);
    const S scorer(users, items);
    const UserItems relevant = random_log(users, items, pairs, 3);
    const UserItems had = random_log(users, items, 5 * users, 4);
    const UserItems also = random_log(users, items, 5 * users, 5);
    const RankingOptions options{.k = k, .exclude_seen = {&had, &also}, .unknown_row_0 = unknown};
    detail::UserRanker<S> ranker{scorer, relevant, options};
    std::vector<row_id> all(users);
    std::iota(all.begin(), all.end(), row_id{0});
    std::size_t ranked = 0;
    for (std::size_t begin = 0; begin < users; begin += ranker.users_at_once()) {
        const std::span<const row_id> some =
            std::span<const row_id>(all).subspan(begin, std::min(ranker.users_at_once(), users - begin));
        ranker.rank(some, [&](std::size_t u, std::span<const std::size_t> ranks, std::span<const row_id> list) {
            ++ranked;
            const row_id user = some[u];
            const T* const row = scorer.scores.view().row(user);
            std::vector<char> excluded(items);
            for (row_id item = 0; item < items; ++item) {
                excluded[item] = (unknown && item == 0) || had.contains(user, item) || also.contains(user, item);
            }
            const std::span<const row_id> liked = relevant.of(user);
            CHECK(std::vector<std::size_t>(ranks.begin(), ranks.end()) ==
                  naive_ranks<T>({row, row + items}, excluded, {liked.begin(), liked.end()}));
            std::vector<row_id> best;
            for (row_id item = 0; item < items; ++item) {
                if (excluded[item] == 0) {
                    best.push_back(item);
                }
            }
            std::stable_sort(best.begin(), best.end(), [&](row_id a, row_id b) {
                return std::isnan(row[b]) ? !std::isnan(row[a]) : row[a] > row[b];
            });
            best.resize(std::min(k, best.size()));
            CHECK(std::vector<row_id>(list.begin(), list.end()) == best);
        });
    }
    CHECK(ranked == users);
}

} // namespace

TEST_CASE_TEMPLATE("ranks and lists of blocks of users and items are those of sorting", S, Table<float>, Table<double>,
                   ByPlace<float>) {
    check_against_sorting<S>(20, 1, 20, 3, true);
    check_against_sorting<S>(20, 1, 20, 3, false);
    check_against_sorting<S>(40, 130, 200, 10, true);   // more than one block of items
    check_against_sorting<S>(300, 300, 2000, 7, false); // more users than are taken at once
    check_against_sorting<S>(8, 700, 4000, 0, true);    // so many relevant items that each score is searched for
    check_against_sorting<S>(8, 60, 100, 1000, true);   // all candidates in the list
    check_against_sorting<S>(1, 5000, 30, 10, true);
}

TEST_CASE("long lists are made for fewer users at once") {
    const Table<float> table(2, 100);
    const UserItems relevant = random_log(2, 100, 10, 3);
    const auto at_once = [&](const auto& scorer, std::size_t k) {
        const RankingOptions options{.k = k};
        return detail::UserRanker{scorer, relevant, options}.users_at_once();
    };
    CHECK(at_once(table, 100) == 256);
    CHECK(at_once(ByPlace<float>(2, 100), 100) == 3);
    struct Wide : Table<float> {
        using Table<float>::Table;
        [[nodiscard]] static std::size_t items() { return std::size_t{1} << 22; }
    };
    CHECK(at_once(Wide(2, 1), std::size_t{1} << 20) == 4);
    CHECK(at_once(Wide(2, 1), std::size_t{1} << 30) == 1);
}

} // namespace user_ranker_test
