// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/sas_rec.hpp>

#include <cstddef>
#include <ratio>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/network/model.hpp>

#include "../support/lines_of.hpp"

namespace sas_rec_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

TEST_CASE("SASRec is the layers of its paper, with one table of items") {
    using Seen = Sequence<"seen", 5, 4>;
    using Item = Categorical<"item", 5>;
    using Network = SASRec<2, Seen, Item, std::ratio<3, 2>>;
    CHECK(
        lines_of<Network>() ==
        "Dot 1(Embedding<seen> 2 Rescaling 2 PositionEmbedding<4> 2 Dropout<1/5> 2 LayerNorm 2 Residual "
        "2(SelfAttention<1, Causal> 2 Dropout<1/5> 2) LayerNorm 2 Residual 2(Dense<2> 2 Dropout<1/5> 2 ReLU 2 Dense<2> "
        "2 Dropout<1/5> 2) LayerNorm 2 Residual 2(SelfAttention<1, Causal> 2 Dropout<1/5> 2) LayerNorm 2 Residual "
        "2(Dense<2> 2 Dropout<1/5> 2 ReLU 2 Dense<2> 2 Dropout<1/5> 2) LayerNorm 2 Last 2 Embedding<item> 2)");
    static_assert(std::is_same_v<Network::features, TypeList<Seen, Item>>);
    const Model<Network> model{1};
    std::size_t tables = 0;
    for (const auto& block : model.parameters()) {
        tables += block.kind == BlockKind::rows ? 1 : 0;
    }
    CHECK(tables == 1);
}

} // namespace sas_rec_test
