// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/mixture.hpp>

#include "support/layer_case.hpp"

// Lookups for gate and experts, so that what is timed is the mixing, and not the product of a Dense.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    constexpr std::size_t rows = 1000;
    using Weights = Categorical<"weights", rows>;
    using First = Categorical<"first", rows>;
    using Second = Categorical<"second", rows>;
    using Third = Categorical<"third", rows>;
    const LayerCost cost{.forward_flops = 6 * columns,
                         .forward_elements = 10 * columns,
                         .backward_flops = 9 * columns,
                         .backward_elements = 8 * columns,
                         .footprint = 3 * rows * columns + 8 * batch * columns};
    add_layer<Mixture<Embedding<Weights, 3>, Embedding<First, columns>, Embedding<Second, columns>,
                      Embedding<Third, columns>>>(
        "Mixture of three Embeddings, 64 columns", batch, cost, [](const auto& layer, Check& check) {
            const auto& ids = layer.batches.batch();
            const auto weights = ids.template column<Weights>();
            const auto expert = [&](std::size_t e, std::size_t r, std::size_t c) -> double {
                const row_id row[] = {ids.template column<First>()[r], ids.template column<Second>()[r],
                                      ids.template column<Third>()[r]};
                return layer.parameter(1 + e, row[e], c);
            };
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
                double sum = 0;
                for (std::size_t e = 0; e < 3; ++e) {
                    sum += layer.parameter(0, weights[r], e) * expert(e, r, c);
                }
                return sum;
            });
            layer.check_table_gradient(check, weights, 3, [&](std::size_t r, std::size_t e) {
                double sum = 0;
                for (std::size_t c = 0; c < columns; ++c) {
                    sum += static_cast<double>(layer.d_out(r, c)) * expert(e, r, c);
                }
                return sum;
            });
        });
}};

} // namespace linnet::bench
