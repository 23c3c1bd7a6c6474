// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/gelu.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 2 * columns, .backward_elements = 3 * columns, .footprint = 4 * batch * columns};
    add_layer<GELU, Shape<columns>>("GELU, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
            const double x = layer.in(r, c);
            return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x)));
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const double x = layer.in(r, c);
            const double root = std::sqrt(2 / std::acos(-1.0));
            const double t = std::tanh(root * (x + 0.044715 * x * x * x));
            const double slope = root * (1 + 3 * 0.044715 * x * x);
            return (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope) * layer.d_out(r, c);
        });
    });
}};

} // namespace linnet::bench
