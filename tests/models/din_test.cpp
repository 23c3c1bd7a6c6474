// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/din.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dice.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace din_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using C = Sequence<"c", 5>;

} // namespace

TEST_CASE("DIN is the layers of its paper") {
    using Network = DIN<4, Sequential<Mlp<6>, Dense<1>>, Sequential<Dense<8>, Dice>, B, C, A>;
    CHECK(lines_of<Network>() ==
          "Concat 12(Embedding<a> 4 Embedding<b> 4 TargetAttention 4(Embedding<b> 4 "
          "Embedding<c> 4 Dense<6> 6 ReLU 6 Dense<1> 1)) Dense<8> 8 Dice 8 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B, C>>);
}

} // namespace din_test
