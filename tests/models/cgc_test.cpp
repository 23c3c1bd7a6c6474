// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/cgc.hpp>

#include <type_traits>
#include <utility>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/scatter_columns.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace cgc_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using Heads = Outputs<Sequential<Mlp<3>, Dense<1>, Sigmoid>, Sequential<Dense<1>, Sigmoid>>;

} // namespace

TEST_CASE("CGC is the layers of its paper") {
    using Network = CGC<2, 2, 1, Mlp<6>, Heads, A, B>;
    CHECK(lines_of<Network>() ==
          "Concat 4(Embedding<a> 2 Embedding<b> 2) Mixture 12(Dense<3> 3 Softmax 3 ScatterColumns 5 Dense<3> 3 Softmax "
          "3 ScatterColumns 5 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU "
          "6) Outputs 2(Dense<3> 3 ReLU 3 Dense<1> 1 Sigmoid 1 Dense<1> 1 Sigmoid 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("the gates of CGC know the experts of their head and the shared ones") {
    using Experts =
        models::detail::own_and_shared_experts<Heads, Mlp<6>, std::make_index_sequence<2>, std::make_index_sequence<1>>;
    static_assert(std::is_same_v<Experts::gate<0>, Sequential<Dense<3>, Softmax, ScatterColumns<5, 0, 1, 4>>>);
    static_assert(std::is_same_v<Experts::gate<1>, Sequential<Dense<3>, Softmax, ScatterColumns<5, 2, 3, 4>>>);
}

} // namespace cgc_test
