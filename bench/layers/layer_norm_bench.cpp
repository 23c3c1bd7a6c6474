// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/layer_norm.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 3 * columns, .backward_elements = 5 * columns, .footprint = 5 * batch * columns};
    add_layer<LayerNorm, Shape<columns>>("LayerNorm, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        for (std::size_t r = 0; r < batch; ++r) {
            const auto mean_of = [](const auto& f) {
                double total = 0;
                for (std::size_t c = 0; c < columns; ++c) {
                    total += f(c);
                }
                return total / columns;
            };
            const double mean = mean_of([&](std::size_t c) -> double { return layer.in(r, c); });
            const double variance = mean_of([&](std::size_t c) { return std::pow(layer.in(r, c) - mean, 2); });
            const double scale = 1 / std::sqrt(variance + 1e-5);
            const auto normed = [&](std::size_t c) { return (layer.in(r, c) - mean) * scale; };
            const double d_mean = mean_of([&](std::size_t c) -> double { return layer.d_out(r, c); });
            const double slope = mean_of([&](std::size_t c) { return layer.d_out(r, c) * normed(c); });
            for (std::size_t c = 0; c < columns; ++c) {
                check.number("out", layer.out(r, c), normed(c), 1e-5);
                check.number("d_in", layer.d_in(r, c), scale * (layer.d_out(r, c) - d_mean - normed(c) * slope), 1e-5);
            }
        }
    });
}};

} // namespace linnet::bench
