// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/recommend.hpp>

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/similar.hpp>
#include <linnet/train/predict.hpp>

#include "../support/eager_pool.hpp"

namespace recommend_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
using Data = ln::Dataset<ln::TypeList<User, Item>>;

ln::Vocabularies<Network> vocabularies(std::size_t items) {
    ln::Vocabularies<Network> result;
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

TEST_CASE("several users at once have the lists that each has alone, for a model with factors and one without") {
    using Deep = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<4>, ln::Tanh,
                                ln::Dense<1>, ln::Sigmoid>;
    const auto check = [](const auto& model) {
        Data seen;
        std::vector<ln::row_id> of;
        std::vector<ln::row_id> had;
        for (ln::row_id i = 1; i <= 300; ++i) {
            seen.add(1.0F, i % 3, i);
            of.push_back(i % 3);
            had.push_back(i);
        }
        seen.add(1.0F, 99, 5); // no row
        const ln::UserItems same(of, had, 3, 601);
        const std::vector<ln::row_id> users{2, 0, 1};
        const std::span<const ln::row_id> all = users;
        const auto from_log = ln::recommend(model, all, {.k = 25, .exclude_seen = &seen, .exclude = {400}});
        const auto from_items = ln::recommend(model, all, {.k = 25, .exclude_seen = &same, .exclude = {400}});
        const auto threaded = ln::recommend(
            model, all, {.k = 25, .exclude_seen = &same, .exclude = {400}, .executor = &linnet_test::three_threads()});
        REQUIRE(from_log.size() == 3);
        for (std::size_t u = 0; u < 3; ++u) {
            const auto alone = ln::recommend(model, users[u], {.k = 25, .exclude_seen = &seen, .exclude = {400}});
            REQUIRE(alone.size() == 25);
            for (std::size_t i = 0; i < 25; ++i) {
                CHECK(alone[i].row == from_log[u][i].row);
                CHECK(alone[i].row == from_items[u][i].row);
                CHECK(alone[i].row == threaded[u][i].row);
                CHECK(alone[i].score == from_log[u][i].score);
                CHECK(alone[i].id == from_log[u][i].id);
                CHECK(alone[i].row != 400);
                CHECK((users[u] == 0 || alone[i].row > 300 || alone[i].row % 3 != users[u]));
                Data pair;
                pair.add(0.0F, users[u], alone[i].row);
                CHECK(alone[i].score == ln::predict(model, pair)[0]);
            }
        }
    };
    check(ln::Model<Network>{3, vocabularies(600)});
    check(ln::Model<ln::Sequential<Network, ln::Sigmoid>>{3, vocabularies(600)});
    check(ln::Model<Deep>{3, vocabularies(600)});
}

TEST_CASE("only what is allowed, chosen by a reranker from the candidates") {
    struct Third : ln::Reranker {
        void check(std::size_t) const override {}
        std::vector<std::size_t> choose(ln::row_id, std::span<const ln::Scored<double>> candidates,
                                        std::size_t k) const override {
            return candidates.size() >= 3 && k >= 1 ? std::vector<std::size_t>{2} : std::vector<std::size_t>{};
        }
    };
    const ln::Model<Network> model{3, vocabularies(50)};
    const auto allowed = ln::recommend(model, 1, {.allow = {7, 0, 9, 11, 99, 9}});
    REQUIRE(allowed.size() == 3);
    const Third third;
    const auto list = ln::recommend(model, 1, {.k = 1, .allow = {7, 9, 11}, .rerank = &third});
    REQUIRE(list.size() == 1);
    CHECK(list[0].row == allowed[2].row);
    CHECK(list[0].id == allowed[2].id);
    CHECK(ln::recommend(model, std::span<const ln::row_id>{}).empty());
}

TEST_CASE("a log of seen items whose columns differ in length is refused") {
    const ln::Model<Network> model{3, vocabularies(6)};
    Data uneven;
    uneven.column<User>().add(1);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::recommend(model, 1, {.exclude_seen = &uneven})),
                         "the log of seen items has 1 of 'user' and 0 of 'item'", ln::SettingError);
}

TEST_CASE("a user who is no row is refused") {
    const ln::Model<Network> model{3, vocabularies(6)};
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::recommend(model, 3)), "feature 'user': user 3 is not below 3",
                         ln::IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::recommend(model, 4294967297)),
                         "feature 'user': id 4294967297 is not from 0 to 4294967295", ln::IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::recommend(model, -1)),
                         "feature 'user': id -1 is not from 0 to 4294967295", ln::IdError);
}

TEST_CASE("rows of a table that the vocabulary has no id for are not listed") {
    using Many = ln::Categorical<"item", 50>;
    using Wide = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Many, 8>>;
    ln::Vocabularies<Wide> ids;
    ids.of<User>().add("ann");
    for (std::size_t i = 0; i < 10; ++i) {
        ids.of<Many>().add("item " + std::to_string(i));
    }
    const ln::Model<Wide> model{3, ids};
    REQUIRE(model.rows<Many>() == 50);
    std::set<ln::row_id> rows;
    for (const auto& item : ln::recommend(model, 1, {.k = 100})) {
        rows.insert(item.row);
        CHECK(item.id == "item " + std::to_string(item.row - 1));
    }
    CHECK(rows == std::set<ln::row_id>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(ln::recommend(model, 1, {.k = 100, .allow = {46, 0, 3}}).size() == 1);
    CHECK(ln::similar_items(model, 4, {.k = 100}).size() == 9);
    CHECK(ln::similar_items(model, 46, {.k = 100}).size() == 10);
    CHECK(ln::recommend(model, 1, {.k = 0}).empty());
}

TEST_CASE("without a vocabulary every row is an item, and ids stay empty") {
    const ln::Model<Network> model{3, ln::Rows<User>{2}, ln::Rows<Item>{4}};
    const auto list = ln::recommend(model, 0);
    CHECK(list.size() == 4);
    CHECK(list[0].id.empty());
}

} // namespace recommend_test
