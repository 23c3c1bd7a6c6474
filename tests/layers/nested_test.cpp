// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Branches within branches, inputs and tables that are shared.
#include <linnet/layers.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

#include "../support/layer_checks.hpp"

namespace nested_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Target = Categorical<"target", 6>;
using History = MultiCategorical<"history", 6>;
using Price = Numeric<"price", 2>;

using SharedInput = Sequential<Input<Price>, Dense<3>, Add<Sequential<Dense<8>>, Sequential<Dense<8>, Tanh>>, Dense<1>>;
using SharedTable = Dot<Embedding<Target, 3, Table<"items">>, EmbeddingBag<History, 3, Mean, Table<"items">>>;
using Nested = Sequential<Concat<Sequential<Embedding<User, 4>, Dense<3>>, Input<Price>>,
                          Concat<Sequential<Dense<4>, Tanh>, Sequential<Tanh, Dense<2>>, Embedding<User, 1>>,
                          Dropout<percent<20>>, Dense<2>>;

} // namespace

TEST_CASE("nested branches have the same bits at few widths") { check_few_widths<Nested>(); }

TEST_CASE("the gradients of nested branches that share an input are those of central differences") {
    check_gradients_at_one_width<SharedInput>();
    check_gradients_at_one_width<Nested>();
}

TEST_CASE("lookups that share a table add to one gradient") {
    BoundLayer<SharedTable, NoInput, double, 2> layer{{.batch = 9}};
    static_assert(std::is_same_v<SharedTable::tables, TypeList<TableUse<"items", Target, 3, RandomUniform<>>,
                                                               TableUse<"items", History, 3, RandomUniform<>>>>);
    REQUIRE(layer.parameters.size() == 1);
    CHECK(layer.parameters[0].name == "items");
    check_gradients_at_one_width<SharedTable>({.batch = 9});
    check_gradients_at_one_width<SharedTable>({.batch = 9, .list_weights = true});
}

} // namespace nested_test
