// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/dlrm.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace dlrm_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("DLRM is the layers of its paper") {
    using Network = DLRM<4, N, Mlp<4>, Mlp<8>, A, B>;
    CHECK(lines_of<Network>() == "Input<n> 3 Dense<4> 4 ReLU 4 Concat 7(Identity 4 PairwiseDot 3(Identity 4 "
                                 "Embedding<a> 4 Embedding<b> 4)) Dense<8> 8 ReLU 8 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<N, A, B>>);
}

} // namespace dlrm_test
