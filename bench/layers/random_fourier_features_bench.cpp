// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/random_fourier_features.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t inputs = 64;
    constexpr std::size_t units = 256;
    const LayerCost cost{.forward_flops = 2.0 * inputs * units,
                         .backward_flops = 2.0 * inputs * units,
                         .footprint = static_cast<double>(2 * batch * (inputs + 2 * units) + inputs * units)};
    add_layer<RandomFourierFeatures<units>, Shape<inputs>>(
        "RandomFourierFeatures, 64 -> 256", batch, cost, [](const auto& layer, Check& check) {
            const double amplitude = std::sqrt(2.0 / units);
            for (std::size_t r = 0; r < batch; ++r) {
                double angles[units];
                for (std::size_t u = 0; u < units; ++u) {
                    angles[u] = layer.parameter(1, 0, u);
                    for (std::size_t i = 0; i < inputs; ++i) {
                        angles[u] += layer.in(r, i) * layer.parameter(0, i, u);
                    }
                    check.number("out", layer.out(r, u), amplitude * std::cos(angles[u]), 1e-5);
                }
                for (std::size_t i = 0; i < inputs; ++i) {
                    double slope = 0;
                    for (std::size_t u = 0; u < units; ++u) {
                        slope -= amplitude * layer.d_out(r, u) * std::sin(angles[u]) * layer.parameter(0, i, u);
                    }
                    check.number("d_in", layer.d_in(r, i), slope, 1e-5);
                }
            }
        });
}};

} // namespace linnet::bench
