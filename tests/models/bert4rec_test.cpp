// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/bert4rec.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/losses/cloze_loss.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train/fit.hpp>

#include "../support/lines_of.hpp"

namespace bert4rec_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

TEST_CASE("BERT4Rec is the layers of its paper, with one table of items") {
    using Seen = Sequence<"seen", 5, 4>;
    using Item = Categorical<"item", 5>;
    using Network = BERT4Rec<2, Seen, Item>;
    CHECK(lines_of<Network>() ==
          "Add 1(Dot 1(Embedding<seen> 2 ClozeMask<1/5> 2 PositionEmbedding<5> 2 Dropout<1/5> 2 LayerNorm 2 Residual "
          "2(SelfAttention<2> 2 Dropout<1/5> 2) LayerNorm 2 Residual 2(Dense<8> 8 Dropout<1/5> 8 GELU 8 Dense<2> 2 "
          "Dropout<1/5> 2) LayerNorm 2 Residual 2(SelfAttention<2> 2 Dropout<1/5> 2) LayerNorm 2 Residual 2(Dense<8> "
          "8 Dropout<1/5> 8 GELU 8 Dense<2> 2 Dropout<1/5> 2) LayerNorm 2 Dense<2> 2 GELU 2 Last 2 Embedding<item> "
          "2) Embedding<item> 1)");
    static_assert(std::is_same_v<Network::features, TypeList<Seen, Item>>);
    const Model<Network> model{1};
    std::size_t tables = 0;
    for (const auto& block : model.parameters()) {
        tables += block.kind == BlockKind::rows ? 1 : 0;
    }
    CHECK(tables == 2); // the items, and their bias
}

TEST_CASE("BERT4Rec learns what comes next on a ring of items, and what to say of a new user") {
    constexpr row_id ring = 20;
    using Seen = Sequence<"seen", ring + 1, 6>;
    using Item = Categorical<"item", ring + 1>;
    using Network = BERT4Rec<16, Seen, Item, percent<20>, 2, percent<0>>;
    const auto after = [](row_id item) { return 1 + item % ring; };
    Dataset<TypeList<Seen, Item>> data;
    const Random random{3, 4};
    for (std::size_t i = 0; i < 400; ++i) {
        auto item = static_cast<row_id>(1 + random.below(ring, i));
        std::vector<row_id> seen;
        for (std::size_t k = 0; k < i % 7; ++k, item = after(item)) {
            seen.push_back(item);
        }
        data.add(1.0F, seen, i % 7 == 0 ? row_id{5} : item); // who saw nothing begins with item 5
    }
    Model<Network> model{1};
    fit(model, ClozeLoss<Seen, Item>{.negatives = 10}, Adam{.learning_rate = 3e-3}, data,
        {.epochs = 40, .batch_size = 32});
    Model<Network>::Workspace workspace;
    const auto best_after = [&](const std::vector<row_id>& seen) {
        std::vector<std::uint64_t> offsets{0};
        std::vector<row_id> ids;
        std::vector<row_id> items;
        for (row_id item = 1; item <= ring; ++item) {
            ids.insert(ids.end(), seen.begin(), seen.end());
            offsets.push_back(ids.size());
            items.push_back(item);
        }
        const Batch<float, Seen, Item> batch{ring, {JaggedColumn<float>{offsets, ids, {}}, items}};
        const auto scores = model.predict(batch, workspace);
        std::size_t best = 0;
        for (std::size_t i = 1; i < ring; ++i) {
            best = scores(i, 0) > scores(best, 0) ? i : best;
        }
        return items[best];
    };
    CHECK(best_after({}) == 5);
    std::size_t right = 0;
    for (row_id item = 1; item <= ring; ++item) {
        right += best_after({item}) == after(item) ? 1U : 0U;
        right += best_after({item, after(item), after(after(item))}) == after(after(after(item))) ? 1U : 0U;
    }
    CHECK(right >= 36); // of 40
}

} // namespace bert4rec_test
