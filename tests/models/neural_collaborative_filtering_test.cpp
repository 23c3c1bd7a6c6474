// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/neural_collaborative_filtering.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace neural_collaborative_filtering_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("GMF is the layers of its paper") {
    using Network = GMF<4, A, B>;
    CHECK(lines_of<Network>() == "Multiply 4(Embedding<a> 4 Embedding<b> 4) Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("NeuralCF is the layers of its paper") {
    using Network = NeuralCF<4, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() == "Concat 8(Embedding<a> 4 Embedding<b> 4) Dense<8> 8 ReLU 8 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("NeuMF is the layers of its paper") {
    using Network = NeuMF<4, 2, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() == "Concat 12(Multiply 4(Embedding<a> 4 Embedding<b> 4) Concat 4(Embedding<a> 2 "
                                 "Embedding<b> 2) Dense<8> 8 ReLU 8) Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace neural_collaborative_filtering_test
