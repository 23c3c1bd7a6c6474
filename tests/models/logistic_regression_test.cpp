// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/logistic_regression.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace logistic_regression_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using C = MultiCategorical<"c", 6>;
using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("LogisticRegression is the layers of its paper") {
    using Network = LogisticRegression<A, C, N>;
    CHECK(lines_of<Network>() == "Add 1(Embedding<a> 1 EmbeddingBag<c> 1 Input<n> 3 Dense<1> 1) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, C, N>>);
}

} // namespace logistic_regression_test
