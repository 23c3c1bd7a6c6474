// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <cstddef>

#include <linnet/layers/cross_mixture.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 429; // 26 fields of 16 and 13 numbers
    constexpr std::size_t rank = 32;
    constexpr std::size_t experts = 4; // as in DeepCTR
    constexpr double kernels = experts * (2.0 * columns * rank + rank * rank + columns);
    const LayerCost cost{.forward_flops = 2 * kernels,
                         .forward_elements = 5 * columns + 3 * experts * rank + kernels / batch,
                         .backward_flops = 4 * kernels,
                         .backward_elements = 13 * columns + 8 * experts * rank + 3 * kernels / batch,
                         .footprint = 2 * kernels + batch * (9 * columns + 6 * experts * rank)};
    add_layer<CrossMixture<1, rank, experts>, Shape<columns>>(
        "CrossMixture of one layer and 4 experts of rank 32, 429 columns", batch, cost,
        [](const auto& layer, Check& check) {
            std::array<double, columns> d_bias{};
            for (std::size_t r = 0; r < batch; ++r) {
                std::array<double, experts> gates{};
                std::array<double, experts * rank> down{};
                for (std::size_t c = 0; c < columns; ++c) {
                    const double x = layer.in(r, c);
                    for (std::size_t e = 0; e < experts; ++e) {
                        gates[e] += x * layer.parameter(1, c, e);
                    }
                    for (std::size_t k = 0; k < experts * rank; ++k) {
                        down[k] += x * layer.parameter(0, c, k);
                    }
                }
                double total = 0;
                for (double& gate : gates) {
                    total += gate = std::exp(gate);
                }
                std::array<double, experts * rank> mixed{};
                for (std::size_t e = 0; e < experts; ++e) {
                    for (std::size_t k = 0; k < rank; ++k) {
                        double core = 0;
                        for (std::size_t i = 0; i < rank; ++i) {
                            core += std::tanh(down[e * rank + i]) * layer.parameter(4 + e, i, k);
                        }
                        mixed[e * rank + k] = gates[e] / total * std::tanh(core);
                    }
                }
                for (std::size_t c = 0; c < columns; ++c) {
                    const double x = layer.in(r, c);
                    double product = layer.parameter(3, 0, c);
                    for (std::size_t k = 0; k < experts * rank; ++k) {
                        product += mixed[k] * layer.parameter(2, k, c);
                    }
                    check.number("out", layer.out(r, c), x * product + x, 2e-5);
                    d_bias[c] += layer.d_out(r, c) * x;
                }
            }
            for (std::size_t c = 0; c < columns; ++c) {
                check.number("d_bias", layer.gradients[3].dense.view()(0, c), d_bias[c], 1e-4);
            }
        });
}};

} // namespace linnet::bench
