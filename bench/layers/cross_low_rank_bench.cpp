// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <linnet/layers/cross_low_rank.hpp>

#include "support/layer_case.hpp"

// What CrossNetwork does in its own bench, through kernels of a rank. There is one layer, so that its naive twin is
// short.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 429; // 26 fields of 16 and 13 numbers
    constexpr std::size_t rank = 64;
    constexpr double product = 2.0 * columns * rank;
    const LayerCost cost{.forward_flops = 2 * product + 2 * columns,
                         .forward_elements = 5 * columns + 2 * rank + product / batch,
                         .backward_flops = 4 * product + 4 * columns,
                         .backward_elements = 11 * columns + 4 * rank + 3 * product / batch,
                         .footprint = 2 * product + batch * (8 * columns + 2 * rank)};
    add_layer<CrossLowRank<1, rank>, Shape<columns>>(
        "CrossLowRank of one layer and rank 64, 429 columns", batch, cost, [](const auto& layer, Check& check) {
            std::array<double, columns> d_bias{};
            for (std::size_t r = 0; r < batch; ++r) {
                std::array<double, rank> low{};
                std::array<double, columns> product_of_row;
                for (std::size_t k = 0; k < rank; ++k) {
                    for (std::size_t c = 0; c < columns; ++c) {
                        low[k] += static_cast<double>(layer.in(r, c)) * layer.parameter(0, c, k);
                    }
                }
                std::array<double, rank> d_low{};
                for (std::size_t c = 0; c < columns; ++c) {
                    const double x = layer.in(r, c);
                    const double d = layer.d_out(r, c) * x;
                    product_of_row[c] = layer.parameter(2, 0, c);
                    for (std::size_t k = 0; k < rank; ++k) {
                        product_of_row[c] += low[k] * layer.parameter(1, k, c);
                        d_low[k] += d * layer.parameter(1, k, c);
                    }
                    d_bias[c] += d;
                    check.number("out", layer.out(r, c), x * product_of_row[c] + x, 2e-5);
                }
                for (std::size_t c = 0; c < columns; ++c) {
                    double d_in = layer.d_out(r, c) * (1 + product_of_row[c]);
                    for (std::size_t k = 0; k < rank; ++k) {
                        d_in += d_low[k] * layer.parameter(0, c, k);
                    }
                    check.number("d_in", layer.d_in(r, c), d_in, 2e-5);
                }
            }
            for (std::size_t c = 0; c < columns; ++c) {
                check.number("d_bias", layer.gradients[2].dense.view()(0, c), d_bias[c], 1e-4);
            }
        });
}};

} // namespace linnet::bench
