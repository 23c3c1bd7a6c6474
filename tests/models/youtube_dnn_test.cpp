// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/youtube_dnn.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/table.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/models/mlp.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/tower_scorer.hpp>

#include "../support/lines_of.hpp"

namespace youtube_dnn_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using Seen = Sequence<"seen", 5, 4>;
using Item = Categorical<"item", 5>;
using Age = Categorical<"age", 3>;
using Deep = Sequential<Mlp<6>, Dense<2>>;

} // namespace

TEST_CASE("YouTubeDNN is the layers of its paper, with one table of items") {
    using Network = YouTubeDNN<2, Deep, Seen, Item, Age>;
    CHECK(lines_of<Network>() == "Dot 1(Concat 4(EmbeddingBag<seen> 2 Embedding<age> 2) Dense<6> 6 ReLU 6 "
                                 "Dense<2> 2 Embedding<item> 2)");
    static_assert(std::is_same_v<Network::features, TypeList<Seen, Age, Item>>);
    static_assert(
        std::is_same_v<Network,
                       Dot<Sequential<Concat<EmbeddingBag<Seen, 2, Mean, Table<"items">>, Embedding<Age, 2>>, Deep>,
                           Embedding<Item, 2, Table<"items">>>>); // the lines do not name options
    const Model<Network> model{1};
    static_assert(has_towers<Model<Network>>);
    std::size_t tables = 0;
    for (const auto& block : model.parameters()) {
        tables += block.kind == BlockKind::rows ? 1 : 0;
    }
    CHECK(tables == 2); // items and ages
}

TEST_CASE("YouTubeDNN does without features of the user") {
    CHECK(lines_of<YouTubeDNN<2, Deep, Seen, Item>>() ==
          "Dot 1(Concat 2(EmbeddingBag<seen> 2) Dense<6> 6 ReLU 6 Dense<2> 2 Embedding<item> 2)");
}

} // namespace youtube_dnn_test
