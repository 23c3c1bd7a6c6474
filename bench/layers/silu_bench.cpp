// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/silu.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 2 * columns, .backward_elements = 3 * columns, .footprint = 4 * batch * columns};
    add_layer<SiLU, Shape<columns>>("SiLU, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
            const double x = layer.in(r, c);
            return x / (1 + std::exp(-x));
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const double x = layer.in(r, c);
            const double s = 1 / (1 + std::exp(-x));
            return s * (1 + x * (1 - s)) * layer.d_out(r, c);
        });
    });
}};

} // namespace linnet::bench
