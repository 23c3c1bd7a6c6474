// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/dien.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dice.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/models/mlp.hpp>
#include <linnet/network/model.hpp>

#include "../support/lines_of.hpp"

namespace dien_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using C = Sequence<"c", 5>;

} // namespace

TEST_CASE("DIEN is the layers of its paper, with one table of items") {
    using Network = DIEN<4, Sequential<Mlp<6>, Dense<1>>, Sequential<Dense<8>, Dice>, B, C, A>;
    CHECK(lines_of<Network>() ==
          "Concat 12(Embedding<a> 4 Embedding<b> 4 AUGRU<4> 4(Embedding<b> 4 Embedding<c> 4 GRU<4> 4 Dense<6> 6 ReLU 6 "
          "Dense<1> 1)) Dense<8> 8 Dice 8 Dense<1> 1 Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B, C>>);
    const Model<Network> model{1};
    std::size_t tables = 0;
    for (const auto& block : model.parameters()) {
        tables += block.kind == BlockKind::rows ? 1 : 0;
    }
    CHECK(tables == 2); // of a, and of b and c
}

} // namespace dien_test
