// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/model_factors.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/model_scorer.hpp>

#include "../support/lanes.hpp"

namespace model_factors_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 30>;
using Item = Categorical<"item", 90>;
using Users = Embedding<User, 20>;
using Items = Embedding<Item, 20>;
using Product = Dot<Users, Items>;
using UserBias = Embedding<User, 1>;
using ItemBias = Embedding<Item, 1>;

template <class Network>
constexpr bool fits = has_factors<Model<Network>>;

static_assert(fits<Product>);
static_assert(fits<Add<Product, ItemBias>>);
static_assert(fits<Sequential<Add<UserBias, ItemBias, Product>, Sigmoid>>);
static_assert(fits<Sequential<Add<Product, ItemBias>>>);
static_assert(!fits<Sequential<Concat<Users, Items>, Dense<1>>>);
static_assert(!fits<Sequential<Product, Dense<1>>>);
static_assert(!fits<Add<Product, Product>>);
static_assert(!fits<Add<UserBias, ItemBias>>);
static_assert(!fits<Add<Product, ItemBias, ItemBias>>);
static_assert(!fits<Dot<Users, Users>>);
static_assert(!fits<Dot<Users, Sequential<Items, Dense<20>>>>);

/// How many scores have other bits than predictions, by the tables and by a ModelScorer.
template <class Network, class T, std::size_t W>
std::size_t mistakes() {
    using ModelType = Model<Network, T, W>;
    const ModelType model{7};
    const auto fast = factor_scorer(model);
    const ModelScorer<ModelType, User, Item> by_model(model);
    const std::vector<row_id> users{0, 29, 4, 4, 17};
    Matrix<T> got(users.size(), 90);
    Matrix<T> also(users.size(), 90);
    typename decltype(fast)::Workspace a;
    typename decltype(by_model)::Workspace b;
    typename ModelType::Workspace c;
    fast.score(users, 0, got.view(), a);
    by_model.score(users, 0, also.view(), b);
    std::vector<row_id> items(90);
    std::iota(items.begin(), items.end(), row_id{0});
    std::vector<T> some(90);
    std::size_t count = fast.users() == 30 && fast.items() == 90 ? 0 : 1;
    for (std::size_t u = 0; u < users.size(); ++u) {
        const std::vector<row_id> user(90, users[u]);
        const ConstMatrixView<T> want = model.predict({90, {user, items}}, c);
        by_model.score_items(users[u], items, some, b);
        for (std::size_t j = 0; j < 90; ++j) {
            count +=
                same(got.view()(u, j), want(j, 0)) && same(also.view()(u, j), want(j, 0)) && same(some[j], want(j, 0))
                    ? 0U
                    : 1U;
        }
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE("scores have the bits of predictions", L, Lanes<float, 1>, Lanes<float, 8>, Lanes<float, 16>,
                   Lanes<double, 4>) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    CHECK(mistakes<Product, T, W>() == 0);
    CHECK(mistakes<Sequential<Product, Sigmoid>, T, W>() == 0);
    CHECK(mistakes<Sequential<Product, Tanh>, T, W>() == 0);
    CHECK(mistakes<Add<Product, ItemBias>, T, W>() == 0);
    CHECK(mistakes<Add<UserBias, Product>, T, W>() == 0);
    CHECK(mistakes<Add<UserBias, ItemBias, Product>, T, W>() == 0);
    CHECK(mistakes<Add<Product, ItemBias, UserBias>, T, W>() == 0);
    CHECK(mistakes<Sequential<Add<Product, UserBias, ItemBias>, Sigmoid>, T, W>() == 0);
}

TEST_CASE("the item's branch may come first, and tables may be shared and start anywhere") {
    using Other = Embedding<User, 20, RandomUniform<>>;
    using Swapped = Add<UserBias, Dot<Items, Other>>; // the user is the first feature, its table the second of Dot
    CHECK(mistakes<Swapped, float, 8>() == 0);
    using Same = Categorical<"target", 90>;
    using Shared = Dot<Embedding<Item, 20, Table<"things">>, Embedding<Same, 20, Table<"things">>>;
    const Model<Shared> model{1};
    const Factors<float> factors = model_factors(model);
    CHECK(factors.users.data == factors.items.data);
}

} // namespace model_factors_test
