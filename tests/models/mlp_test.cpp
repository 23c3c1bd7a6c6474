// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/input.hpp>

#include "../support/lines_of.hpp"

namespace mlp_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("Mlp is these layers") {
    using Network = Sequential<Input<N>, Mlp<8, 4>>;
    CHECK(lines_of<Network>() == "Input<n> 3 Dense<8> 8 ReLU 8 Dense<4> 4 ReLU 4");
    static_assert(std::is_same_v<Network::features, TypeList<N>>);
}

TEST_CASE("DropoutMlp is these layers") {
    using Network = Sequential<Input<N>, DropoutMlp<percent<30>, 8>>;
    CHECK(lines_of<Network>() == "Input<n> 3 Dropout<3/10> 3 Dense<8> 8 ReLU 8");
    static_assert(std::is_same_v<Network::features, TypeList<N>>);
}

} // namespace mlp_test
