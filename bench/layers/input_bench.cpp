// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/core/numeric.hpp>
#include <linnet/layers/input.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    using Numbers = Numeric<"numbers", columns>;
    // Input has nothing to train, so there is no backward pass to time.
    const LayerCost cost{.forward_elements = 2 * columns, .footprint = 65536 * columns, .has_backward = false};
    add_layer<Input<Numbers>>("Input, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        const auto column = layer.batches.batch().template column<Numbers>();
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) { return column(r, c); });
    });
}};

} // namespace linnet::bench
