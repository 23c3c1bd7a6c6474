// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/gaussian_sample.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 4 * columns, .backward_elements = 4 * columns, .footprint = 8 * batch * columns};
    add_layer<GaussianSample, Shape<2 * columns>>(
        "GaussianSample, 64 columns", batch, cost, [](const auto& layer, Check& check) {
            double squares = 0;
            for (std::size_t r = 0; r < batch; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    const double e = (layer.out(r, c) - layer.in(r, c)) / std::exp(layer.in(r, columns + c) / 2);
                    squares += e * e;
                }
            }
            check.number("the variance of the draws", squares / (batch * columns), 1, 0.05);
            check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
                return c < columns
                           ? layer.d_out(r, c)
                           : layer.d_out(r, c - columns) * (layer.out(r, c - columns) - layer.in(r, c - columns)) / 2;
            });
        });
}};

} // namespace linnet::bench
