// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/for_each_list.hpp>

#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/log/user_items.hpp>

namespace for_each_list_test {

using namespace linnet;

namespace {

/// Scores with many ties, of as many users and items as a test asks for.
struct Made {
    using scalar = float;
    struct Workspace {};
    std::size_t user_rows = 9000;
    std::size_t item_rows = 60;

    [[nodiscard]] std::size_t users() const { return user_rows; }
    [[nodiscard]] std::size_t items() const { return item_rows; }
    void score(std::span<const row_id> of, std::size_t first, MatrixView<float> out, Workspace&) const {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<float>((of[u] * 7919 + (first + j) * 104729 + 17) % 211);
            }
        }
    }
};

using List = std::span<const Scored<float>>;

/// Checks that each of the users is visited in turn with the list of `top_items`.
void check_lists(const Made& scorer, const std::vector<row_id>& users, const TopItemsOptions& options) {
    const auto wanted = top_items(scorer, users, options);
    std::size_t visited = 0;
    std::size_t wrong = 0;
    for_each_list(scorer, users, options, [&](row_id user, List list) {
        REQUIRE(visited < users.size());
        const auto& want = wanted[visited];
        bool same = user == users[visited] && list.size() == want.size();
        for (std::size_t i = 0; same && i < list.size(); ++i) {
            same = list[i].row == want[i].row && list[i].score == want[i].score;
        }
        wrong += same ? 0 : 1;
        ++visited;
    });
    CHECK(visited == users.size());
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("each user is visited in turn with the list of top_items, whatever the blocks and threads") {
    const Made scorer;
    std::vector<row_id> users(2 * 4096 + 1); // two blocks and one user
    std::iota(users.begin(), users.end(), row_id{0});
    users[5] = 8000; // in no order, and twice
    users[6] = 8000;
    ThreadPool pool{3};
    const std::vector<row_id> seen_users{3, 3, 8000}, seen_items{4, 5, 59};
    const UserItems seen{seen_users, seen_items, scorer.users(), scorer.items()};
    check_lists(scorer, users, {});
    check_lists(scorer, users, {.k = 3, .exclude_seen = &seen, .executor = &pool});
    check_lists(scorer, users, {.k = 1000, .unknown_row_0 = false});
    check_lists(scorer, {}, {});
    check_lists({.user_rows = 3, .item_rows = 0}, {0, 1, 2}, {});
    check_lists(scorer, {1, 2, 3}, {.k = 0});
}

TEST_CASE("long lists come in small blocks") {
    const Made scorer{.user_rows = 130, .item_rows = 100'000};
    std::vector<row_id> users(130);
    std::iota(users.begin(), users.end(), row_id{0});
    check_lists(scorer, users, {.k = 100'000});
}

TEST_CASE("all users are visited, but not the unknown one") {
    const Made scorer{.user_rows = 5};
    std::vector<row_id> visited;
    const auto note = [&](row_id user, List) { visited.push_back(user); };
    for_each_list(scorer, {.k = 2}, note);
    CHECK(visited == std::vector<row_id>{1, 2, 3, 4});
    visited.clear();
    for_each_list(scorer, {.k = 2, .unknown_row_0 = false}, note);
    CHECK(visited == std::vector<row_id>{0, 1, 2, 3, 4});
    visited.clear();
    for_each_list(Made{.user_rows = 0}, {}, note);
    for_each_list(Made{.user_rows = 1}, {}, note);
    CHECK(visited.empty());
}

TEST_CASE(
    "a user who is not a row is refused before the first visit, and an exception of the visitor ends the visits") {
    const Made scorer{.user_rows = 5000};
    std::vector<row_id> users(4500, 1);
    users[4499] = 5000;
    std::size_t visits = 0;
    const auto count = [&](row_id, List) { ++visits; };
    CHECK_THROWS_WITH_AS(for_each_list(scorer, users, {}, count),
                         "for_each_list: user 4499 has row 5000, which is not below 5000", IdError);
    CHECK(visits == 0);
    users[4499] = 2;
    const auto stop_at_third = [&](row_id, List) {
        if (++visits == 3) {
            throw std::runtime_error{"full"};
        }
    };
    CHECK_THROWS_AS(for_each_list(scorer, users, {}, stop_at_third), std::runtime_error);
    CHECK(visits == 3);
    visits = 0;
    for_each_list(scorer, users, {}, count);
    CHECK(visits == 4500);
}

} // namespace for_each_list_test
