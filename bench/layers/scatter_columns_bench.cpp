// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/scatter_columns.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    const LayerCost cost{.forward_elements = 12, .backward_elements = 8, .footprint = 12 * batch};
    add_layer<ScatterColumns<8, 2, 3, 6, 7>, Shape<4>>(
        "ScatterColumns, 4 of 8", batch, cost, [](const auto& layer, Check& check) {
            constexpr std::size_t places[] = {2, 3, 6, 7};
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
                double sum = 0;
                for (std::size_t i = 0; i < 4; ++i) {
                    sum += places[i] == c ? static_cast<double>(layer.in(r, i)) : 0.0;
                }
                return sum;
            });
            check.matrix("d_in", layer.d_in,
                         [&](std::size_t r, std::size_t c) -> double { return layer.d_out(r, places[c]); });
        });
}};

} // namespace linnet::bench
