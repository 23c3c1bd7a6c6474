// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/tower_scorer.hpp>

#include <cstddef>
#include <numeric>
#include <span>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/cosine_scorer.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/recommend/similar.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/scores.hpp"

namespace tower_scorer_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 300>;
using Item = Categorical<"item", 90>;
using Age = Numeric<"age", 2>;
using Genres = MultiCategorical<"genres", 6>;

template <class Feature, std::size_t Columns>
using Tower = Sequential<Embedding<Feature, Columns>, Dense<12>, ReLU, Dense<20>>;
using Product = Dot<Tower<User, 6>, Tower<Item, 9>>;
using ItemFirst = Dot<Tower<Item, 9>, Tower<User, 6>>;
using UserBias = Embedding<User, 1>;
using ItemBias = Embedding<Item, 1>;
using Deep = Dot<Sequential<Concat<Embedding<User, 5>, Input<Age>>, Dense<40>, Tanh, Dense<7>>,
                 Sequential<Concat<Embedding<Item, 5>, EmbeddingBag<Genres, 3>>, Dense<7>>>;
using GenreBias = Sequential<EmbeddingBag<Genres, 3>, Dense<1>>;
using UserSide = Dataset<TypeList<Age>>;
using ItemSide = Dataset<TypeList<Genres>>;

static_assert(has_towers<Model<Product>> && has_towers<Model<Sequential<Add<Deep, GenreBias>, Sigmoid>>>);
static_assert(!has_towers<Model<Sequential<Product, Dense<1>>>>);
static_assert(!has_towers<Model<Sequential<Concat<Embedding<User, 5>, Embedding<Item, 5>>, Dense<1>>>>);
static_assert(Scorer<TowerScorer<Model<Product>, User, Item>>);
static_assert(!has_factors<Model<Product>>);

UserSide ages() {
    UserSide side;
    for (std::size_t i = 0; i < 600; ++i) {
        side.column<Age>().numbers.push_back(static_cast<float>(Random{1, 1}.uniform(i)));
    }
    return side;
}
ItemSide genres() {
    ItemSide side;
    for (row_id item = 0; item < 90; ++item) {
        side.column<Genres>().add(std::vector<row_id>(item % 4, item % 6));
    }
    return side;
}

/// Scores that have not the bits of the scores by pairs.
template <class A, class B>
std::size_t differences(const A& got, const B& want) {
    const auto a = all_scores(got);
    const auto b = all_scores(want);
    std::size_t count = got.users() == want.users() && got.items() == want.items() ? 0 : 1;
    for (std::size_t u = 0; u < want.users(); ++u) {
        for (std::size_t i = 0; i < want.items(); ++i) {
            count += same(a.view()(u, i), b.view()(u, i)) ? 0U : 1U;
        }
    }
    return count;
}

template <class Network, class T, std::size_t W>
std::size_t mistakes() {
    const Model<Network, T, W> model{7};
    const TowerScorer<Model<Network, T, W>, User, Item> towers(model);
    return differences(towers, ModelScorer<Model<Network, T, W>, User, Item>(model)) +
           (same_in_blocks(towers) ? 0U : 1U);
}

template <class Network, class T, std::size_t W>
std::size_t mistakes_with_sides() {
    using M = Model<Network, T, W>;
    const M model{7};
    const UserSide user_side = ages();
    const ItemSide item_side = genres();
    const auto towers = tower_scorer<User, Item>(model, &user_side, &item_side, &three_threads());
    return differences(towers, ModelScorer<M, User, Item, UserSide, ItemSide>(model, &user_side, &item_side)) +
           (same_in_blocks(towers) ? 0U : 1U);
}

template <class T>
bool same_list(const std::vector<Recommendation<T>>& list, const std::vector<Scored<T>>& want) {
    bool all = list.size() == want.size();
    for (std::size_t i = 0; all && i < want.size(); ++i) {
        all = list[i].row == want[i].row && same(list[i].score, want[i].score);
    }
    return all;
}

std::vector<row_id> rising(std::size_t count) {
    std::vector<row_id> rows(count);
    std::iota(rows.begin(), rows.end(), row_id{0});
    return rows;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("towers score in the bits of pairs", L, bits) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    CHECK(mistakes<Product, T, W>() == 0);
    CHECK(mistakes<Sequential<Product, Sigmoid>, T, W>() == 0);
    CHECK(mistakes<Sequential<ItemFirst>, T, W>() == 0);
    CHECK(mistakes<Add<UserBias, ItemFirst, ItemBias>, T, W>() == 0);
    CHECK(mistakes<Sequential<Add<ItemBias, UserBias, Product>, Tanh>, T, W>() == 0);
    CHECK(mistakes<Add<ItemBias, Product, UserBias>, T, W>() == 0);
    CHECK(mistakes_with_sides<Deep, T, W>() == 0);
    CHECK(mistakes_with_sides<Sequential<Add<GenreBias, Deep>, Sigmoid>, T, W>() == 0);
}
TEST_CASE_TEMPLATE_APPLY(bits, std::tuple<Lanes<float, 1>, Lanes<float, 16>, Lanes<double, 4>>);

TEST_CASE("lists are those by pairs, for more users than are scored at once, and with threads") {
    using M = Model<Sequential<Add<Product, ItemBias>, Sigmoid>>;
    const M model{7};
    const auto scorer = factor_scorer(model);
    const ModelScorer<M, User, Item> by_pairs(model);
    std::vector<row_id> users = rising(300);
    users.push_back(4);
    const UserItems seen = random_log(300, 90, 3000, 1);
    const auto want = top_items(by_pairs, users, {.k = 7, .exclude_seen = &seen, .unknown_row_0 = false});
    const auto is_wanted = [&](const auto& lists) {
        std::size_t wrong = lists.size() == want.size() ? 0 : 1;
        for (std::size_t u = 0; wrong == 0 && u < want.size(); ++u) {
            for (std::size_t i = 0; i < want[u].size(); ++i) {
                wrong += lists[u].size() == want[u].size() && lists[u][i].row == want[u][i].row &&
                                 same(lists[u][i].score, want[u][i].score)
                             ? 0U
                             : 1U;
            }
        }
        return wrong == 0;
    };
    CHECK(is_wanted(top_items(scorer, users, {.k = 7, .exclude_seen = &seen, .unknown_row_0 = false})));
    CHECK(is_wanted(top_items(scorer, users,
                              {.k = 7, .exclude_seen = &seen, .unknown_row_0 = false, .executor = &three_threads()})));
    CHECK(is_wanted(recommend(model, users, {.k = 7, .exclude_seen = &seen})));
    CHECK(same_list(recommend(model, 299, {.k = 7, .exclude_seen = &seen}), want[299]));
    CHECK(top_items(scorer, {}, {}).empty());
}

TEST_CASE("each tower runs once per row: items when the scorer is made, users once for all items") {
    using M = Model<Product, float, 8>;
    M model{7};
    const auto scorer = factor_scorer(model);
    const TowerVectors<float> users = scorer.user_vectors(rising(300));
    const auto before = top_items(scorer, rising(300), {.k = 3});
    const TowerVectors<float> items = tower_vectors<Item>(model);
    REQUIRE(scorer.item_vectors().rows == 90);
    REQUIRE(scorer.item_vectors().columns == 20);
    CHECK(scorer.item_bias().data == nullptr);
    CHECK(kernels::dot<float, 8>(users.vectors.view().row(5), scorer.item_vectors().row(17), 20) ==
          all_scores(scorer).view()(5, 17));
    CHECK(items.vectors.view()(17, 3) == scorer.item_vectors()(17, 3));
    const std::vector<row_id> some{17, 17, 2};
    CHECK(tower_vectors<Item>(model, std::span<const row_id>(some)).vectors.view()(1, 3) ==
          scorer.item_vectors()(17, 3));
    // What was computed stays: the items of before, and the users as they are now.
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        model.parameters()[b].values.view()(0, 0) += 1.0F;
    }
    CHECK(scorer.item_vectors()(17, 3) == items.vectors.view()(17, 3));
    CHECK(tower_vectors<Item>(model).vectors.view()(17, 3) != items.vectors.view()(17, 3));
    CHECK(top_items(scorer, rising(300), {.k = 3})[7][0].score != before[7][0].score);
}

TEST_CASE("similar items have similar vectors of their tower") {
    const Model<Product> model{7};
    const TowerVectors<float> items = tower_vectors<Item>(model);
    const TowerVectors<float> users = tower_vectors<User>(model);
    const std::vector<row_id> row{12};
    CHECK(same_list(similar_items(model, 12, {.k = 5}),
                    top_items(CosineScorer<float>(items.vectors.view()), row, {.k = 5, .exclude = row})[0]));
    CHECK(same_list(similar_users(model, 12, {.k = 5}),
                    top_items(CosineScorer<float>(users.vectors.view()), row, {.k = 5, .exclude = row})[0]));
    CHECK_THROWS_AS(static_cast<void>(similar_items(model, 90)), IdError);
}

TEST_CASE("a tower needs its side") {
    using M = Model<Deep>;
    const M model{7};
    const UserSide user_side = ages();
    const ItemSide item_side = genres();
    CHECK_THROWS_WITH_AS((TowerScorer<M, User, Item, UserSide, ItemSide>(model, &user_side)),
                         "feature 'genres' of the tower of 'item' needs a side of 90 rows, not 0", SettingError);
    const auto without_users = tower_scorer<User, Item>(model, static_cast<const UserSide*>(nullptr), &item_side);
    const std::vector<row_id> users{5};
    CHECK_THROWS_WITH_AS(static_cast<void>(top_items(without_users, users)),
                         "feature 'age' of the tower of 'user' needs a side of 300 rows, not 0", SettingError);
    const auto scorer = tower_scorer<User, Item>(model, &user_side, &item_side);
    const std::vector<row_id> beyond{300};
    CHECK_THROWS_AS(static_cast<void>(scorer.user_vectors(beyond)), IdError);
    CHECK_THROWS_AS(static_cast<void>(top_items(scorer, beyond)), IdError);
}

} // namespace tower_scorer_test
