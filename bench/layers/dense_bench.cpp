// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/dense.hpp>

#include "support/dense_shapes.hpp"
#include "support/layer_case.hpp"

namespace linnet::bench {

template <std::size_t Inputs, std::size_t Units>
void add_dense(std::size_t batch) {
    constexpr double product = static_cast<double>(Inputs * Units);
    const double kernel = product / static_cast<double>(batch);
    const LayerCost cost{.forward_flops = 2 * product,
                         .forward_elements = Inputs + Units + kernel,
                         .backward_flops = 4 * product,
                         .backward_elements = 2 * Inputs + Units + 3 * kernel,
                         .footprint = 2 * product + static_cast<double>(batch * (Inputs + Units))};
    add_layer<Dense<Units>, Shape<Inputs>>(dense_name(Inputs, Units), batch, cost, [](const auto& layer, Check& check) {
        const auto kernel_at = [&](std::size_t k, std::size_t c) -> double { return layer.parameter(0, k, c); };
        check.sums("out", layer.out, Inputs, [&](std::size_t r, std::size_t c) {
            double total = layer.parameter(1, 0, c);
            for (std::size_t k = 0; k < Inputs; ++k) {
                total += layer.in(r, k) * kernel_at(k, c);
            }
            return total;
        });
        check.sums("d_in", layer.d_in, Units, [&](std::size_t r, std::size_t k) {
            double total = 0;
            for (std::size_t c = 0; c < Units; ++c) {
                total += layer.d_out(r, c) * kernel_at(k, c);
            }
            return total;
        });
        check.sums("d_kernel", layer.gradients[0].dense.view(), layer.in.rows, [&](std::size_t k, std::size_t c) {
            double total = 0;
            for (std::size_t r = 0; r < layer.in.rows; ++r) {
                total += static_cast<double>(layer.in(r, k)) * layer.d_out(r, c);
            }
            return total;
        });
        check.sums("d_bias", layer.gradients[1].dense.view(), layer.in.rows, [&](std::size_t, std::size_t c) {
            double total = 0;
            for (std::size_t r = 0; r < layer.in.rows; ++r) {
                total += layer.d_out(r, c);
            }
            return total;
        });
    });
}

const Cases cases{[] {
    for_each_dense_shape([]<std::size_t Inputs, std::size_t Units>() {
        for (const std::size_t batch : dense_batches) {
            add_dense<Inputs, Units>(batch);
        }
    });
}};

} // namespace linnet::bench
