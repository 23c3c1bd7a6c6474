// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/target_attention.hpp>

#include "support/layer_case.hpp"

// The unit is linear, so that what is timed is the attention and not a deep unit.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 64;
    constexpr std::size_t columns = 32;
    constexpr std::size_t rows = 1000;
    constexpr std::size_t length = 20; // on average
    using Film = Categorical<"film", rows>;
    using Seen = Sequence<"seen", rows, 40>;
    const LayerCost cost{.forward_flops = 12 * length * columns,
                         .forward_elements = 6 * length * columns,
                         .backward_flops = 24 * length * columns,
                         .backward_elements = 12 * length * columns,
                         .footprint = 2 * rows * columns + 12 * length * batch * columns};
    add_layer<TargetAttention<Embedding<Film, columns>, Embedding<Seen, columns>, Dense<1>>>(
        "TargetAttention over 20 steps, 32 columns", batch, cost, [](const auto& layer, Check& check) {
            const auto& ids = layer.batches.batch();
            const auto films = ids.template column<Film>();
            const auto seen = ids.template column<Seen>();
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
                double sum = 0;
                for (std::uint64_t i = seen.offsets[r]; i < seen.offsets[r + 1]; ++i) {
                    double weight = layer.parameter(3, 0, 0);
                    for (std::size_t k = 0; k < columns; ++k) {
                        const double target = layer.parameter(0, films[r], k);
                        const double step = layer.parameter(1, seen.ids[i], k);
                        weight += target * layer.parameter(2, k, 0) + step * layer.parameter(2, columns + k, 0) +
                                  (target - step) * layer.parameter(2, 2 * columns + k, 0) +
                                  target * step * layer.parameter(2, 3 * columns + k, 0);
                    }
                    sum += weight * layer.parameter(1, seen.ids[i], c);
                }
                return sum;
            });
        });
}};

} // namespace linnet::bench
