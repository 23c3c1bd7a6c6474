// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/softmax.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 2 * columns, .backward_elements = 3 * columns, .footprint = 4 * batch * columns};
    add_layer<Softmax, Shape<columns>>("Softmax, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        for (std::size_t r = 0; r < batch; ++r) {
            double total = 0;
            for (std::size_t c = 0; c < columns; ++c) {
                total += std::exp(static_cast<double>(layer.in(r, c)));
            }
            const auto value = [&](std::size_t c) { return std::exp(static_cast<double>(layer.in(r, c))) / total; };
            double shift = 0;
            for (std::size_t c = 0; c < columns; ++c) {
                shift += value(c) * layer.d_out(r, c);
            }
            for (std::size_t c = 0; c < columns; ++c) {
                check.number("out", layer.out(r, c), value(c), 1e-6);
                check.number("d_in", layer.d_in(r, c), value(c) * (layer.d_out(r, c) - shift), 1e-6);
            }
        }
    });
}};

} // namespace linnet::bench
