// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/neural_trees.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace neural_trees_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("NODE is the layers of its paper") {
    using Network = NODE<N, 8, 3>;
    CHECK(lines_of<Network>() == "Input<n> 3 SoftTrees<8, 3> 8 Dense<1> 1 Sigmoid 1");
    CHECK(lines_of<NODE<N, 8, 3, Entmax15>>() == "Input<n> 3 SoftTrees<8, 3, Entmax15> 8 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<N>>);
}

} // namespace neural_trees_test
