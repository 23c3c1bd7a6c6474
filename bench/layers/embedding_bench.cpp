// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/embedding.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

template <std::size_t Rows, std::size_t Columns>
void add_embedding(const std::string& name) {
    constexpr std::size_t batch = 256;
    using Item = Categorical<"item", Rows>;
    // Backward only lists who contributes to which row; the sums are the optimizer's.
    const LayerCost cost{.forward_elements = 2 * Columns, .footprint = Rows * Columns + batch * Columns};
    add_layer<Embedding<Item, Columns>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto ids = layer.batches.batch().template column<Item>();
        check.matrix("out", layer.out,
                     [&](std::size_t r, std::size_t c) -> double { return layer.parameter(0, ids[r], c); });
        layer.check_table_gradient(check, ids, Columns,
                                   [&](std::size_t r, std::size_t c) -> double { return layer.d_out(r, c); });
    });
}

const Cases cases{[] {
    add_embedding<1000, 100>("Embedding, 1000 x 100");
    add_embedding<100000, 64>("Embedding, 100000 x 64");
}};

} // namespace linnet::bench
