// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/dice.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 4 * columns, .backward_elements = 12 * columns, .footprint = 5 * batch * columns};
    add_layer<Dice, Shape<columns>>("Dice, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        for (std::size_t c = 0; c < columns; ++c) { // the slopes are 0
            const auto mean_of = [](const auto& f) {
                double total = 0;
                for (std::size_t r = 0; r < batch; ++r) {
                    total += f(r);
                }
                return total / batch;
            };
            const auto x = [&](std::size_t r) -> double { return layer.in(r, c); };
            const double mean = mean_of(x);
            const double scale = 1 / std::sqrt(mean_of([&](std::size_t r) { return std::pow(x(r) - mean, 2); }) + 1e-8);
            const auto z = [&](std::size_t r) { return (x(r) - mean) * scale; };
            const auto p = [&](std::size_t r) { return 1 / (1 + std::exp(-z(r))); };
            const auto d_z = [&](std::size_t r) { return layer.d_out(r, c) * x(r) * p(r) * (1 - p(r)); };
            const double d_mean = mean_of(d_z);
            const double slope = mean_of([&](std::size_t r) { return d_z(r) * z(r); });
            for (std::size_t r = 0; r < batch; ++r) {
                check.number("out", layer.out(r, c), p(r) * x(r), 1e-5);
                check.number("d_in", layer.d_in(r, c),
                             p(r) * layer.d_out(r, c) + scale * (d_z(r) - d_mean - z(r) * slope), 2e-5);
            }
            check.number("d_slope", layer.gradients[0].dense.view()(0, c),
                         batch * mean_of([&](std::size_t r) { return layer.d_out(r, c) * x(r) * (1 - p(r)); }), 1e-4);
        }
    });
}};

} // namespace linnet::bench
