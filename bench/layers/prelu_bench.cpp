// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>

#include <linnet/layers/prelu.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 2 * columns, .backward_elements = 5 * columns, .footprint = 4 * batch * columns};
    add_layer<PReLU, Shape<columns>>("PReLU, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        const auto slope = [&](std::size_t r, std::size_t c) { return layer.in(r, c) > 0 ? 1.0 : 0.25; };
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) { return slope(r, c) * layer.in(r, c); });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) { return slope(r, c) * layer.d_out(r, c); });
        check.sums("d_slope", layer.gradients[0].dense.view(), batch, [&](std::size_t, std::size_t c) {
            double total = 0;
            for (std::size_t r = 0; r < batch; ++r) {
                total += std::min(0.0, static_cast<double>(layer.in(r, c))) * layer.d_out(r, c);
            }
            return total;
        });
    });
}};

} // namespace linnet::bench
