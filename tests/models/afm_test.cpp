// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/afm.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace afm_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("AFM is the layers of its paper") {
    using Network = AFM<4, 3, A, B>;
    CHECK(lines_of<Network>() ==
          "Add 1(Add 1(Embedding<a> 1 Embedding<b> 1) Concat 8(Embedding<a> 4 Embedding<b> 4) HadamardProducts<4> 4 "
          "OverFields<4> 4(AttentionPooling 4(Dense<3> 3 ReLU 3 Dense<1> 1)) Dense<1> 1) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace afm_test
