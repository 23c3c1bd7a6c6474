// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/dropout.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 3 * columns, .backward_elements = 3 * columns, .footprint = 5 * batch * columns};
    add_layer<Dropout<percent<20>>, Shape<columns>>(
        "Dropout 20 %, 64 columns", batch, cost, [](const auto& layer, Check& check) {
            std::size_t dropped = 0;
            const auto is_dropped = [&](std::size_t r, std::size_t c) { return layer.out(r, c) == 0; };
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
                dropped += is_dropped(r, c);
                return is_dropped(r, c) ? 0 : layer.in(r, c) * 1.25;
            });
            check.matrix("d_in", layer.d_in,
                         [&](std::size_t r, std::size_t c) { return is_dropped(r, c) ? 0 : layer.d_out(r, c) * 1.25; });
            check.number("share dropped", static_cast<double>(dropped) / (batch * columns), 0.2, 0.02);
        });
}};

} // namespace linnet::bench
