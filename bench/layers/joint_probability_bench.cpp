// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/joint_probability.hpp>

#include "support/layer_case.hpp"

// Lookups for events, so that what is timed is their product, and not that of a Dense.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t rows = 1000;
    using Click = Categorical<"click", rows>;
    using Conversion = Categorical<"conversion", rows>;
    const LayerCost cost{.forward_elements = 6, .backward_elements = 7, .footprint = 2 * rows + 8 * batch};
    add_layer<JointProbability<Embedding<Click, 1>, Embedding<Conversion, 1>>>(
        "JointProbability of two events", batch, cost, [](const auto& layer, Check& check) {
            const auto& ids = layer.batches.batch();
            const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
            const auto click = [&](std::size_t r) {
                return sigmoid(layer.parameter(0, ids.template column<Click>()[r], 0));
            };
            const auto both = [&](std::size_t r) {
                return click(r) * sigmoid(layer.parameter(1, ids.template column<Conversion>()[r], 0));
            };
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t head) {
                const double p = head == 0 ? click(r) : both(r);
                return std::log(p / (1 - p));
            });
            layer.check_table_gradient(check, ids.template column<Click>(), 1, [&](std::size_t r, std::size_t) {
                return layer.d_out(r, 0) + layer.d_out(r, 1) * (1 - click(r)) / (1 - both(r));
            });
        });
}};

} // namespace linnet::bench
