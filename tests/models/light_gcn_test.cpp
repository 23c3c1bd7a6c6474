// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/light_gcn.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace light_gcn_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("LightGCN is the layers of its paper") {
    using Network = LightGCN<4, 2, A, B>;
    CHECK(lines_of<Network>() == "Dot 1(Embedding<a> 4 Embedding<b> 4)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("LightGCN propagates both tables along its graph") {
    static_assert(std::is_same_v<LightGCN<4, 2, A, B>,
                                 Dot<Embedding<A, 4, GraphPropagation<2>>, Embedding<B, 4, GraphPropagation<2>>>>);
}

} // namespace light_gcn_test
