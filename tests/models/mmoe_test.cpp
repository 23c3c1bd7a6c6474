// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mmoe.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace mmoe_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using Heads = Outputs<Sequential<Mlp<3>, Dense<1>, Sigmoid>, Sequential<Dense<1>, Sigmoid>>;

} // namespace

TEST_CASE("MMoE is the layers of its paper") {
    using Network = MMoE<2, 3, Mlp<6>, Heads, A, B>;
    CHECK(lines_of<Network>() == "Concat 4(Embedding<a> 2 Embedding<b> 2) Mixture 12(Dense<3> 3 Softmax 3 Dense<3> 3 "
                                 "Softmax 3 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6) Outputs 2(Dense<3> "
                                 "3 ReLU 3 Dense<1> 1 Sigmoid 1 Dense<1> 1 Sigmoid 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace mmoe_test
