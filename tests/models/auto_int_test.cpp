// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/auto_int.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace auto_int_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("AutoInt is the layers of its paper") {
    using Network = AutoInt<4, InteractingLayers<4, 2, 1>, A, B>;
    CHECK(lines_of<Network>() ==
          "Concat 8(Embedding<a> 4 Embedding<b> 4) OverFields<4> 8(Residual 4(SelfAttention<2> 4) ReLU 4 Residual "
          "4(SelfAttention<1> 4) ReLU 4) Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("AutoInt+ has a deep part beside it") {
    using Network = AutoIntPlus<4, InteractingLayers<4, 2>, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() ==
          "Concat 8(Embedding<a> 4 Embedding<b> 4) Add 1(OverFields<4> 8(Residual 4(SelfAttention<2> 4) ReLU 4) "
          "Dense<1> 1 Dense<8> 8 ReLU 8 Dense<1> 1) Sigmoid 1");
}

} // namespace auto_int_test
