// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/final_mlp.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace final_mlp_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("FinalMLP is the layers of its paper") {
    using Network = FinalMLP<4, 2, GatedStream<Mlp<6>, 3, A>, GatedStream<Mlp<4>, 5, B>, A, B>;
    CHECK(lines_of<Network>() ==
          "Concat 8(Embedding<a> 4 Embedding<b> 4) Concat 10(Multiply 8(Identity 8 Concat 4(Embedding<a> 4) Dense<3> 3 "
          "ReLU 3 Dense<8> 8 Sigmoid 8 Rescaling 8) Dense<6> 6 ReLU 6 Multiply 8(Identity 8 Concat 4(Embedding<b> 4) "
          "Dense<5> 5 ReLU 5 Dense<8> 8 Sigmoid 8 Rescaling 8) Dense<4> 4 ReLU 4) Add 1(Dense<1> 1 Dot 1(Slice<0, 3> 3 "
          "Dense<2> 2 Slice<6, 2> 2) Dot 1(Slice<3, 3> 3 Dense<2> 2 Slice<8, 2> 2)) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("the streams of FinalMLP need no gates") {
    using Stream = GatedStream<Mlp<6>, 0>;
    CHECK(lines_of<FinalMLP<4, 1, Stream, Stream, A, B>>() ==
          "Concat 8(Embedding<a> 4 Embedding<b> 4) Concat 12(Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6) Add 1(Dense<1> 1 Dot "
          "1(Slice<0, 6> 6 Dense<6> 6 Slice<6, 6> 6)) Sigmoid 1");
}

} // namespace final_mlp_test
