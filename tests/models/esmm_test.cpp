// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/esmm.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace esmm_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("ESMM is the layers of its paper") {
    using Network = ESMM<2, Mlp<6>, A, B>;
    CHECK(lines_of<Network>() == "Concat 4(Embedding<a> 2 Embedding<b> 2) JointProbability 2(Dense<6> 6 ReLU 6 "
                                 "Dense<1> 1 Dense<6> 6 ReLU 6 Dense<1> 1) Outputs 2(Sigmoid 1 Sigmoid 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace esmm_test
