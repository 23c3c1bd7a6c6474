// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/two_tower.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/l2_normalization.hpp>
#include <linnet/models/mlp.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/tower_scorer.hpp>

#include "../support/lines_of.hpp"

namespace two_tower_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Age = Categorical<"age", 3>;
using Item = Categorical<"item", 5>;
using Genres = MultiCategorical<"genres", 3>;

} // namespace

TEST_CASE("TwoTower is a tower over the features of each side") {
    using Network = TwoTower<2, TypeList<User, Age>, TypeList<Item, Genres>, Mlp<6>, Dense<3>>;
    CHECK(lines_of<Network>() == "Dot 1(Concat 4(Embedding<user> 2 Embedding<age> 2) Dense<6> 6 ReLU 6 Dense<3> 3 "
                                 "Concat 4(Embedding<item> 2 EmbeddingBag<genres> 2) Dense<6> 6 ReLU 6 "
                                 "Dense<3> 3)");
    static_assert(std::is_same_v<Network::features, TypeList<User, Age, Item, Genres>>);
    static_assert(has_towers<Model<Network>>);
}

TEST_CASE("the towers of TwoTower may end in rows of length 1") {
    CHECK(lines_of<TwoTower<2, TypeList<User>, TypeList<Item>, Dense<3>, L2Normalization>>() ==
          "Dot 1(Concat 2(Embedding<user> 2) Dense<3> 3 L2Normalization 3 Concat 2(Embedding<item> 2) Dense<3> 3 "
          "L2Normalization 3)");
}

} // namespace two_tower_test
