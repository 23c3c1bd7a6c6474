// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/recommend.hpp>

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/train/predict.hpp>

namespace recommend_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
using Data = ln::Dataset<ln::TypeList<User, Item>>;

ln::Vocabularies<Network::features> vocabularies(std::size_t items) {
    ln::Vocabularies<Network::features> result;
    result.of<User>().add("ann");
    result.of<User>().add("bob");
    for (std::size_t i = 0; i < items; ++i) {
        result.of<Item>().add("item " + std::to_string(i));
    }
    return result;
}

} // namespace

TEST_CASE("the list is that of a full sort of the predictions, with their bits") {
    constexpr std::size_t items = 2500; // more than two blocks
    const ln::Model<Network> model{3, vocabularies(items)};
    Data all;
    for (ln::row_id item = 1; item <= items; ++item) {
        all.add(0.0F, 2, item);
    }
    const auto scores = ln::predict(model, all);
    std::vector<ln::row_id> order;
    for (ln::row_id item = 1; item <= items; ++item) {
        order.push_back(item);
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a - 1] > scores[b - 1]; });
    const auto list = ln::recommend(model, 2, {.k = 20});
    REQUIRE(list.size() == 20);
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(list[i].row == order[i]);
        CHECK(list[i].score == scores[order[i] - 1]);
        CHECK(list[i].id == "item " + std::to_string(order[i] - 1));
    }
}

TEST_CASE("what was seen and what is excluded is left out; fewer than k come back when fewer are left") {
    const ln::Model<Network> model{3, vocabularies(6)};
    Data seen;
    seen.add(1.0F, 1, 2);
    seen.add(1.0F, 1, 3);
    seen.add(1.0F, 2, 4);
    seen.add(1.0F, 0, 5);
    const auto rows = [&](ln::row_id user, std::vector<ln::row_id> exclude) {
        std::set<ln::row_id> result;
        for (const auto& item : ln::recommend(model, user, {.exclude_seen = &seen, .exclude = std::move(exclude)})) {
            result.insert(item.row);
        }
        return result;
    };
    CHECK(rows(1, {6, 99}) == std::set<ln::row_id>{1, 4, 5});
    CHECK(rows(2, {}) == std::set<ln::row_id>{1, 2, 3, 5, 6});
    CHECK(rows(0, {}) == std::set<ln::row_id>{1, 2, 3, 4, 5, 6}); // nobody knows what an unknown user saw
}

TEST_CASE("a user who is no row is refused") {
    const ln::Model<Network> model{3, vocabularies(6)};
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::recommend(model, 3)), "feature 'user': user 3 is not below 3",
                         ln::IdError);
}

TEST_CASE("without a vocabulary every row is an item, and ids stay empty") {
    const ln::Model<Network> model{3, ln::Rows<User>{2}, ln::Rows<Item>{4}};
    const auto list = ln::recommend(model, 0);
    CHECK(list.size() == 4);
    CHECK(list[0].id.empty());
}

} // namespace recommend_test
