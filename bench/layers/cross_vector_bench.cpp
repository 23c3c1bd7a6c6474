// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <linnet/layers/cross_vector.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

template <std::size_t Columns>
void add_cross_vector(const char* name) {
    constexpr std::size_t batch = 256;
    constexpr std::size_t layers = 3;
    const LayerCost cost{.forward_flops = 2 * (layers + 1) * Columns,
                         .forward_elements = 2 * Columns,
                         .backward_flops = 4 * (layers + 1) * Columns,
                         .backward_elements = 3 * Columns,
                         .footprint = 4 * batch * Columns};
    add_layer<CrossVector<layers>, Shape<Columns>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto kernel = [&](std::size_t l, std::size_t c) { return layer.parameter(2 * l, c, 0); };
        std::array<std::array<double, Columns>, layers> d_kernel{};
        std::array<std::array<double, Columns>, layers> d_bias{};
        for (std::size_t r = 0; r < batch; ++r) {
            std::array<std::array<double, Columns>, layers + 1> states;
            std::array<double, layers> products{};
            for (std::size_t c = 0; c < Columns; ++c) {
                states[0][c] = layer.in(r, c);
            }
            for (std::size_t l = 0; l < layers; ++l) {
                for (std::size_t c = 0; c < Columns; ++c) {
                    products[l] += states[l][c] * kernel(l, c);
                }
                for (std::size_t c = 0; c < Columns; ++c) {
                    states[l + 1][c] = states[0][c] * products[l] + layer.parameter(2 * l + 1, 0, c) + states[l][c];
                }
            }
            std::array<double, Columns> d_state;
            std::array<double, Columns> d_start{};
            for (std::size_t c = 0; c < Columns; ++c) {
                check.number("out", layer.out(r, c), states[layers][c], 2e-5);
                d_state[c] = layer.d_out(r, c);
            }
            for (std::size_t l = layers; l-- > 0;) {
                double d_product = 0;
                for (std::size_t c = 0; c < Columns; ++c) {
                    d_product += d_state[c] * states[0][c];
                    d_start[c] += d_state[c] * products[l];
                    d_bias[l][c] += d_state[c];
                }
                for (std::size_t c = 0; c < Columns; ++c) {
                    d_kernel[l][c] += d_product * states[l][c];
                    d_state[c] += d_product * kernel(l, c);
                }
            }
            for (std::size_t c = 0; c < Columns; ++c) {
                check.number("d_in", layer.d_in(r, c), d_state[c] + d_start[c], 1e-4);
            }
        }
        for (std::size_t l = 0; l < layers; ++l) {
            for (std::size_t c = 0; c < Columns; ++c) {
                check.number("d_kernel", layer.gradients[2 * l].dense.view()(c, 0), d_kernel[l][c], 1e-3);
                check.number("d_bias", layer.gradients[2 * l + 1].dense.view()(0, c), d_bias[l][c], 1e-3);
            }
        }
    });
}

const Cases cases{[] {
    add_cross_vector<64>("CrossVector of three layers, 64 columns");
    add_cross_vector<429>("CrossVector of three layers, 429 columns"); // 26 fields of 16 and 13 numbers
}};

} // namespace linnet::bench
