// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/deep_fm.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace deep_fm_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("DeepFM is the layers of its paper") {
    using Network = DeepFM<4, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() == "Add 1(Add 1(Embedding<a> 1 Embedding<b> 1) Concat 8(Embedding<a> 4 Embedding<b> 4) "
                                 "Add 1(FactorizationMachine<4> 1 Dense<8> 8 ReLU 8 Dense<1> 1)) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace deep_fm_test
