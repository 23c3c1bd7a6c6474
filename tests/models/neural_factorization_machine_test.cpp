// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/neural_factorization_machine.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace neural_factorization_machine_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using C = MultiCategorical<"c", 6>;

} // namespace

TEST_CASE("NFM is the layers of its paper") {
    using Network = NFM<4, Mlp<8>, A, B, C>;
    CHECK(lines_of<Network>() ==
          "Add 1(Add 1(Embedding<a> 1 Embedding<b> 1 EmbeddingBag<c> 1) Concat 12(Embedding<a> 4 Embedding<b> 4 "
          "EmbeddingBag<c> 4) BiInteraction<4> 4 Dense<8> 8 ReLU 8 Dense<1> 1) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B, C>>);
}

} // namespace neural_factorization_machine_test
