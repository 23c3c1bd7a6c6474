// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/l2_normalization.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{.forward_flops = 3 * columns,
                         .forward_elements = 2 * columns,
                         .backward_flops = 5 * columns,
                         .backward_elements = 3 * columns,
                         .footprint = 4 * batch * columns};
    add_layer<L2Normalization, Shape<columns>>(
        "L2Normalization, 64 columns", batch, cost, [](const auto& layer, Check& check) {
            for (std::size_t r = 0; r < batch; ++r) {
                double squares = 0;
                double along = 0;
                for (std::size_t c = 0; c < columns; ++c) {
                    squares += static_cast<double>(layer.in(r, c)) * layer.in(r, c);
                    along += static_cast<double>(layer.in(r, c)) * layer.d_out(r, c);
                }
                for (std::size_t c = 0; c < columns; ++c) {
                    const double length = std::sqrt(squares);
                    check.number("out", layer.out(r, c), layer.in(r, c) / length, 1e-5);
                    check.number("d_in", layer.d_in(r, c),
                                 (layer.d_out(r, c) - layer.in(r, c) * along / squares) / length, 1e-5);
                }
            }
        });
}};

} // namespace linnet::bench
