// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>

#include <linnet/layers/relu.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 2 * columns, .backward_elements = 3 * columns, .footprint = 4 * batch * columns};
    add_layer<ReLU, Shape<columns>>("ReLU, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        const auto value = [&](std::size_t r, std::size_t c) {
            const double x = layer.in(r, c);
            return std::max(x, 0.0);
        };
        check.matrix("out", layer.out, value);
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const double y = value(r, c);
            return (y > 0 ? 1.0 : 0.0) * layer.d_out(r, c);
        });
    });
}};

} // namespace linnet::bench
