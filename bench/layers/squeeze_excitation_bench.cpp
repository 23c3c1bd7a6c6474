// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>

#include <linnet/layers/squeeze_excitation.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t fields = 26; // as in the Criteo logs
    constexpr std::size_t columns = 16;
    constexpr std::size_t reduced = fields / 3;
    constexpr double product = fields * reduced;
    constexpr std::size_t all = fields * columns;
    const LayerCost cost{.forward_flops = 2 * all + 4 * product,
                         .forward_elements = 3 * all,
                         .backward_flops = 4 * all + 8 * product,
                         .backward_elements = 4 * all,
                         .footprint = 4 * batch * all};
    add_layer<SqueezeExcitation<columns>, Shape<all>>(
        "SqueezeExcitation of 26 fields of 16 columns", batch, cost, [](const auto& layer, Check& check) {
            for (std::size_t r = 0; r < batch; ++r) {
                std::array<double, reduced> narrow{};
                std::array<double, reduced> d_narrow{};
                std::array<double, fields> weights{};
                for (std::size_t k = 0; k < reduced; ++k) {
                    for (std::size_t c = 0; c < all; ++c) {
                        narrow[k] += layer.in(r, c) / columns * layer.parameter(0, c / columns, k);
                    }
                    narrow[k] = std::max(narrow[k], 0.0);
                }
                for (std::size_t i = 0; i < fields; ++i) {
                    for (std::size_t k = 0; k < reduced; ++k) {
                        weights[i] += narrow[k] * layer.parameter(1, k, i);
                    }
                    weights[i] = std::max(weights[i], 0.0);
                    double d_weight = 0;
                    for (std::size_t c = i * columns; c < (i + 1) * columns; ++c) {
                        check.number("out", layer.out(r, c), weights[i] * layer.in(r, c), 2e-5);
                        d_weight += static_cast<double>(layer.in(r, c)) * layer.d_out(r, c);
                    }
                    for (std::size_t k = 0; k < reduced; ++k) {
                        d_narrow[k] += weights[i] > 0 && narrow[k] > 0 ? d_weight * layer.parameter(1, k, i) : 0;
                    }
                }
                for (std::size_t c = 0; c < all; ++c) {
                    double d_mean = 0;
                    for (std::size_t k = 0; k < reduced; ++k) {
                        d_mean += d_narrow[k] * layer.parameter(0, c / columns, k);
                    }
                    check.number("d_in", layer.d_in(r, c), weights[c / columns] * layer.d_out(r, c) + d_mean / columns,
                                 2e-4);
                }
            }
        });
}};

} // namespace linnet::bench
