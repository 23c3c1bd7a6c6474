// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <vector>

#include <linnet/layers/cross_network.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

template <std::size_t Columns>
void add_cross_network(const char* name) {
    constexpr std::size_t batch = 256;
    constexpr std::size_t layers = 2;
    constexpr double product = static_cast<double>(Columns * Columns);
    const LayerCost cost{.forward_flops = layers * (2 * product + 2 * Columns),
                         .forward_elements = layers * (5 * Columns + product / batch),
                         .backward_flops = layers * (4 * product + 4 * Columns),
                         .backward_elements = layers * (11 * Columns + 3 * product / batch),
                         .footprint = 2 * layers * product + batch * Columns * (3 + 2 * layers + 4)};
    add_layer<CrossNetwork<layers>, Shape<Columns>>(name, batch, cost, [](const auto& layer, Check& check) {
        using Row = std::array<double, Columns>;
        const auto multiply = [&](std::size_t l, const Row& x) {
            Row y;
            for (std::size_t c = 0; c < Columns; ++c) {
                y[c] = layer.parameter(2 * l + 1, 0, c);
                for (std::size_t k = 0; k < Columns; ++k) {
                    y[c] += x[k] * layer.parameter(2 * l, k, c);
                }
            }
            return y;
        };
        std::vector<Row> d_bias(layers, Row{});
        for (std::size_t r = 0; r < batch; ++r) {
            std::array<Row, layers + 1> states;
            std::array<Row, layers> products;
            for (std::size_t c = 0; c < Columns; ++c) {
                states[0][c] = layer.in(r, c);
            }
            for (std::size_t l = 0; l < layers; ++l) {
                products[l] = multiply(l, states[l]);
                for (std::size_t c = 0; c < Columns; ++c) {
                    states[l + 1][c] = states[0][c] * products[l][c] + states[l][c];
                }
            }
            Row d_state;
            Row d_start{};
            for (std::size_t c = 0; c < Columns; ++c) {
                check.number("out", layer.out(r, c), states[layers][c], 2e-5);
                d_state[c] = layer.d_out(r, c);
            }
            for (std::size_t l = layers; l-- > 0;) {
                Row d_product;
                for (std::size_t c = 0; c < Columns; ++c) {
                    d_product[c] = d_state[c] * states[0][c];
                    d_start[c] += d_state[c] * products[l][c];
                    d_bias[l][c] += d_product[c];
                }
                for (std::size_t k = 0; k < Columns; ++k) {
                    for (std::size_t c = 0; c < Columns; ++c) {
                        d_state[k] += d_product[c] * layer.parameter(2 * l, k, c);
                    }
                }
            }
            for (std::size_t c = 0; c < Columns; ++c) {
                check.number("d_in", layer.d_in(r, c), d_state[c] + d_start[c], 2e-5);
            }
        }
        for (std::size_t l = 0; l < layers; ++l) {
            for (std::size_t c = 0; c < Columns; ++c) {
                check.number("d_bias", layer.gradients[2 * l + 1].dense.view()(0, c), d_bias[l][c], 1e-3);
            }
        }
    });
}

const Cases cases{[] {
    add_cross_network<64>("CrossNetwork of two layers, 64 columns");
    add_cross_network<429>("CrossNetwork of two layers, 429 columns"); // 26 fields of 16 and 13 numbers
}};

} // namespace linnet::bench
