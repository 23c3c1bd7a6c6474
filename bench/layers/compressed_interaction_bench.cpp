// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <linnet/layers/compressed_interaction.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 64;
    constexpr std::size_t fields = 26; // as in the Criteo logs
    constexpr std::size_t columns = 16;
    constexpr std::size_t units = 64;
    constexpr double kernels = fields * fields * units + units * fields * units;
    const LayerCost cost{.forward_flops = 2 * columns * kernels,
                         .forward_elements = columns * (fields + 2 * units) + kernels / batch,
                         .backward_flops = 4 * columns * kernels,
                         .backward_elements = 2 * columns * (fields + 2 * units) + 3 * kernels / batch,
                         .footprint = 2 * kernels + 2 * batch * columns * (fields + 2 * units)};
    add_layer<CompressedInteraction<columns, units, units>, Shape<fields * columns>>(
        "CompressedInteraction of 26 fields of 16 columns, 64 and 64 units", batch, cost,
        [](const auto& layer, Check& check) {
            double d_kernel = 0; // of the first product of the last layer and its last unit
            for (std::size_t b = 0; b < batch; ++b) {
                const auto field = [&](std::size_t j, std::size_t d) -> double { return layer.in(b, j * columns + d); };
                std::array<double, 2 * units> sums{};
                for (std::size_t d = 0; d < columns; ++d) {
                    std::array<double, units> first{};
                    for (std::size_t i = 0; i < fields * fields; ++i) {
                        const double product = field(i / fields, d) * field(i % fields, d);
                        for (std::size_t h = 0; h < units; ++h) {
                            first[h] += product * layer.parameter(0, i, h);
                        }
                    }
                    for (std::size_t h = 0; h < units; ++h) {
                        sums[h] += first[h];
                    }
                    for (std::size_t i = 0; i < units * fields; ++i) {
                        const double product = first[i / fields] * field(i % fields, d);
                        for (std::size_t h = 0; h < units; ++h) {
                            sums[units + h] += product * layer.parameter(1, i, h);
                        }
                    }
                    d_kernel += first[0] * field(0, d) * layer.d_out(b, 2 * units - 1);
                }
                for (std::size_t h = 0; h < 2 * units; ++h) {
                    check.number("out", layer.out(b, h), sums[h], 1e-4);
                }
            }
            check.number("d_kernel", layer.gradients[1].dense.view()(0, units - 1), d_kernel, 1e-4);
        });
}};

} // namespace linnet::bench
