// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/interaction_graph.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>

namespace interaction_graph_test {

using namespace linnet;

namespace {

using Pairs = std::set<std::pair<row_id, row_id>>;

/// The edges that both directions say, and whether each list is in strictly rising order.
std::pair<Pairs, Pairs> edges_of(const InteractionGraph& graph) {
    std::pair<Pairs, Pairs> edges;
    for (std::size_t user = 0; user < graph.users(); ++user) {
        const auto items = graph.items_of_users().of(user);
        CHECK(std::is_sorted(items.begin(), items.end()));
        CHECK(items.size() == graph.items_of_users().degree(user));
        for (const row_id item : items) {
            edges.first.emplace(static_cast<row_id>(user), item);
        }
    }
    for (std::size_t item = 0; item < graph.items(); ++item) {
        const auto users = graph.users_of_items().of(item);
        CHECK(std::is_sorted(users.begin(), users.end()));
        for (const row_id user : users) {
            edges.second.emplace(user, static_cast<row_id>(item));
        }
    }
    return edges;
}

} // namespace

TEST_CASE("a graph has each pair once, in both directions") {
    for (const std::size_t count : {0U, 1U, 2U, 30U, 500U}) {
        CAPTURE(count);
        std::vector<row_id> users;
        std::vector<row_id> items;
        Pairs pairs;
        const Random random{3, 5};
        for (std::size_t i = 0; i < count; ++i) {
            users.push_back(static_cast<row_id>(random.below(17, 2 * i)));
            items.push_back(static_cast<row_id>(1 + random.below(11, 2 * i + 1)));
            pairs.emplace(users.back(), items.back());
        }
        const InteractionGraph graph{users, items, 20, 12};
        CHECK(graph.users() == 20);
        CHECK(graph.items() == 12);
        CHECK(graph.size() == pairs.size());
        CHECK(graph.users_of_items().neighbours.size() == pairs.size());
        const auto [of_users, of_items] = edges_of(graph);
        CHECK(of_users == pairs);
        CHECK(of_items == pairs);
        CHECK(graph.items_of_users().of(19).empty());
        CHECK(graph.users_of_items().of(0).empty());
    }
}

TEST_CASE("a graph without nodes, and one without edges") {
    CHECK(InteractionGraph{}.users() == 0);
    CHECK(InteractionGraph{}.size() == 0);
    const InteractionGraph none{{}, {}, 0, 3};
    CHECK(none.users() == 0);
    CHECK(none.items() == 3);
    CHECK(none.users_of_items().of(2).empty());
}

TEST_CASE("a social graph joins two users once, in both directions") {
    const std::vector<row_id> users{0, 4, 1};
    const std::vector<row_id> items{1, 0, 2};
    InteractionGraph graph{users, items, 5, 3};
    CHECK(!graph.is_social());
    graph.join_users({}, {});
    CHECK(!graph.is_social());
    CHECK(graph.users_of_users().size() == 0);
    graph.join_users(std::vector<row_id>{3, 1, 2, 3}, std::vector<row_id>{1, 3, 2, 1}); // one edge, in both directions
    CHECK(graph.is_social());
    graph.join_users(std::vector<row_id>{1}, std::vector<row_id>{0}); // and one in one direction
    CHECK(graph.users_of_users().size() == 5);
    const std::vector<std::vector<row_id>> want{{1}, {0, 3}, {}, {1}, {}};
    const std::size_t degrees[]{2, 3, 0, 1, 1};
    for (std::size_t user = 0; user < 5; ++user) {
        const auto others = graph.users_of_users().of(user);
        CHECK(std::vector<row_id>{others.begin(), others.end()} == want[user]);
        CHECK(graph.degree_of_user(user) == degrees[user]);
    }
    CHECK(graph.size() == 3);
    CHECK(graph.users_of_items().of(0).size() == 1);
}

TEST_CASE("users that cannot be joined are refused, and the graph stays as it was") {
    InteractionGraph graph{{}, {}, 4, 3};
    const auto join = [&](const std::vector<row_id>& from, const std::vector<row_id>& to) {
        graph.join_users(from, to);
    };
    CHECK_THROWS_WITH_AS(join({0, 1}, {1}), "join_users: 2 users and 1 users to join them with", SettingError);
    CHECK_THROWS_WITH_AS(join({0, 1}, {1, 4}), "join_users, row 1: user 1 or user 4 is not below 4", IdError);
    CHECK_THROWS_WITH_AS(join({7}, {1}), "join_users, row 0: user 7 or user 1 is not below 4", IdError);
    CHECK(!graph.is_social());
}

TEST_CASE("what does not fit is refused, and the row is named") {
    const std::vector<row_id> users{0, 4, 1};
    const std::vector<row_id> items{1, 0, 2};
    const auto make = [&](std::size_t n, std::size_t user_rows, std::size_t item_rows) {
        return InteractionGraph{users, {items.data(), n}, user_rows, item_rows}.size();
    };
    CHECK(make(3, 5, 3) == 3);
    CHECK_THROWS_WITH_AS(make(2, 5, 3), "InteractionGraph: 3 users and 2 items", SettingError);
    CHECK_THROWS_WITH_AS(make(3, 4, 3), "InteractionGraph, row 1: user 4 or item 0 is not below 4 or 3", IdError);
    CHECK_THROWS_WITH_AS(make(3, 5, 2), "InteractionGraph, row 2: user 1 or item 2 is not below 5 or 2", IdError);
}

} // namespace interaction_graph_test
