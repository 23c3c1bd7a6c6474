// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mask_net.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace mask_net_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("MaskNet is the layers of its paper") {
    using Network = MaskNet<4, 2, 3, Mlp<6>, A, B>;
    CHECK(lines_of<Network>() ==
          "Concat 8(Embedding<a> 4 Embedding<b> 4) Concat 6(Multiply 8(Dense<16> 16 ReLU 16 Dense<8> 8 OverFields<4> "
          "8(LayerNorm 4)) Dense<3> 3 LayerNorm 3 ReLU 3 Multiply 8(Dense<16> 16 ReLU 16 Dense<8> 8 OverFields<4> "
          "8(LayerNorm 4)) Dense<3> 3 LayerNorm 3 ReLU 3) Dense<6> 6 ReLU 6 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace mask_net_test
