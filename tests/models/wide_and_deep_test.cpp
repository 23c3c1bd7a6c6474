// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/wide_and_deep.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/models/mlp.hpp>

#include "../support/lines_of.hpp"

namespace wide_and_deep_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("WideAndDeep is the layers of its paper") {
    using Network = WideAndDeep<4, Mlp<8>, A, N>;
    CHECK(lines_of<Network>() == "Add 1(Add 1(Embedding<a> 1 Input<n> 3 Dense<1> 1) Concat 8(Embedding<a> 4 Input<n> 3 "
                                 "Dense<4> 4) Dense<8> 8 ReLU 8 Dense<1> 1) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, N>>);
}

} // namespace wide_and_deep_test
