// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/product_network.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace product_network_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("PNN is the layers of its paper") {
    using Network = PNN<4, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() == "Concat 8(Embedding<a> 4 Embedding<b> 4) Concat 9(Identity 8 InnerProducts<4> 1) "
                                 "Dense<8> 8 ReLU 8 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("OPNN has outer products in place of inner ones") {
    using Network = OPNN<4, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() == "Concat 8(Embedding<a> 4 Embedding<b> 4) Concat 24(Identity 8 OuterProduct<4> 16) "
                                 "Dense<8> 8 ReLU 8 Dense<1> 1 Sigmoid 1");
}

} // namespace product_network_test
