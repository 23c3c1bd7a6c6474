// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    constexpr std::size_t rows = 1000;
    using Left = Categorical<"left", rows>;
    using Right = Categorical<"right", rows>;
    const LayerCost cost{.forward_elements = 6 * columns + 1,
                         .backward_elements = 4 * columns + 1,
                         .footprint = 2 * rows * columns + 6 * batch * columns};
    add_layer<Dot<Embedding<Left, columns>, Embedding<Right, columns>>>(
        "Dot of two Embeddings, 64 columns", batch, cost, [](const auto& layer, Check& check) {
            const auto& ids = layer.batches.batch();
            const auto left = [&](std::size_t r, std::size_t c) -> double {
                return layer.parameter(0, ids.template column<Left>()[r], c);
            };
            const auto right = [&](std::size_t r, std::size_t c) -> double {
                return layer.parameter(1, ids.template column<Right>()[r], c);
            };
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t) {
                double total = 0;
                for (std::size_t c = 0; c < columns; ++c) {
                    total += left(r, c) * right(r, c);
                }
                return total;
            });
            layer.check_table_gradient(check, ids.template column<Left>(), columns,
                                       [&](std::size_t r, std::size_t c) { return layer.d_out(r, 0) * right(r, c); });
        });
}};

} // namespace linnet::bench
