// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/embedding.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 100;
    constexpr std::size_t rows = 1000;
    using User = Categorical<"user", rows>;
    using Item = Categorical<"item", rows>;
    const LayerCost cost{.forward_elements = 4 * columns, .footprint = 2 * rows * columns + 2 * batch * columns};
    add_layer<Concat<Embedding<User, columns>, Embedding<Item, columns>>>(
        "Concat of two Embeddings, 1000 x 100", batch, cost, [](const auto& layer, Check& check) {
            const auto& ids = layer.batches.batch();
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) -> double {
                return c < columns ? layer.parameter(0, ids.template column<User>()[r], c)
                                   : layer.parameter(1, ids.template column<Item>()[r], c - columns);
            });
            layer.check_table_gradient(check, ids.template column<User>(), columns,
                                       [&](std::size_t r, std::size_t c) -> double { return layer.d_out(r, c); });
        });
}};

} // namespace linnet::bench
