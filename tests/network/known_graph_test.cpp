// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/known_graph.hpp>

#include <cstddef>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/to_user_items.hpp>

#include "../support/reference_network.hpp"

namespace known_graph_test {

using namespace linnet_test;

namespace {

using Graph = ln::GraphPropagation<2>;
using Network = ln::Dot<ln::Embedding<User, 5, Graph>, ln::Embedding<Item, 5, Graph>>;
using Model = ln::Model<Network, float, 4>;

constexpr std::size_t user_rows = 9;
constexpr std::size_t item_rows = 8;

} // namespace

TEST_CASE("the graph of interactions leaves out row 0 where it stands for unknown ids") {
    const std::vector<ln::row_id> of_users{0, 1, 1, 2};
    const std::vector<ln::row_id> of_items{1, 0, 2, 2};
    const ln::UserItems seen{of_users, of_items, user_rows, item_rows};
    Model model{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    model.set_graph<User, Item>(seen); // rows without a vocabulary
    CHECK(model.graph()->size() == 4);
    CHECK(model.graph()->items_of_users().degree(0) == 1);

    using Safe = ln::Categorical<"user", user_rows, ln::UnknownId::use_row_0>;
    using SafeItem = ln::Categorical<"item", item_rows, ln::UnknownId::use_row_0>;
    using Item7 = ln::Categorical<"item", item_rows>;
    ln::Model<ln::Dot<ln::Embedding<Safe, 5, Graph>, ln::Embedding<Item7, 5, Graph>>> unknown_users{1};
    unknown_users.set_graph<Safe, Item7>(seen);
    CHECK(unknown_users.graph()->size() == 3);
    CHECK(unknown_users.graph()->items_of_users().degree(0) == 0);
    ln::Model<ln::Dot<ln::Embedding<Safe, 5, Graph>, ln::Embedding<SafeItem, 5, Graph>>> unknown_both{1};
    unknown_both.set_graph<Safe, SafeItem>(seen);
    CHECK(unknown_both.graph()->size() == 2);
    CHECK(unknown_both.graph()->users_of_items().degree(0) == 0);

    ln::Interactions log; // with vocabularies, which have a row for unknown ids
    for (const auto& [user, item] : {std::pair{"ann", "x"}, {"bob", "y"}, {"ann", "y"}, {"cy", "z"}}) {
        log.users.push_back(user);
        log.items.push_back(item);
    }
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(log);
    log.users.push_back("dan");
    log.items.push_back("x");
    Model known{1, vocabularies};
    known.set_graph<User, Item>(ln::user_items<User, Item>(log, vocabularies));
    CHECK(known.graph()->size() == 4);
    CHECK(known.graph()->users() == 4);
    CHECK(known.graph()->items_of_users().degree(0) == 0);
}

TEST_CASE("a social graph leaves out row 0 where it stands for unknown users") {
    const std::vector<ln::row_id> of_users{1, 2};
    const std::vector<ln::row_id> of_items{1, 2};
    const ln::UserItems seen{of_users, of_items, user_rows, item_rows};
    const std::vector<ln::row_id> from{1, 0, 3, 2};
    const std::vector<ln::row_id> to{2, 2, 0, 4};
    Model model{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    model.set_graph<User, Item>(seen, from, to); // rows without a vocabulary
    CHECK(model.graph()->size() == 2);
    CHECK(model.graph()->users_of_users().degree(0) == 2);
    CHECK(model.graph()->degree_of_user(2) == 4);

    using Safe = ln::Categorical<"user", user_rows, ln::UnknownId::use_row_0>;
    using FixedItem = ln::Categorical<"item", item_rows>;
    ln::Model<ln::Dot<ln::Embedding<Safe, 5, Graph>, ln::Embedding<FixedItem, 5, Graph>>> unknown_users{1};
    unknown_users.set_graph<Safe, FixedItem>(seen, from, to);
    CHECK(unknown_users.graph()->users_of_users().degree(0) == 0);
    CHECK(unknown_users.graph()->users_of_users().degree(3) == 0);
    CHECK(unknown_users.graph()->degree_of_user(2) == 3);

    const std::vector<ln::row_id> three{1, 2, 3};
    const auto set = [&](const std::vector<ln::row_id>& others) {
        unknown_users.set_graph<Safe, FixedItem>(seen, three, others);
    };
    CHECK_THROWS_WITH_AS(set({1, 2}), "join_users: 3 users and 2 users to join them with", ln::SettingError);
    CHECK_THROWS_WITH_AS(set({1, 9, 2}), "join_users, row 1: user 2 or user 9 is not below 9", ln::IdError);
    CHECK(unknown_users.graph()->degree_of_user(2) == 3); // it keeps the graph it has
}

} // namespace known_graph_test
