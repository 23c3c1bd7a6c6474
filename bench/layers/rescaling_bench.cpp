// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <ratio>

#include <linnet/layers/rescaling.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 2 * columns, .backward_elements = 3 * columns, .footprint = 4 * batch * columns};
    add_layer<Rescaling<std::ratio<7>>, Shape<columns>>(
        "Rescaling, 64 columns", batch, cost, [](const auto& layer, Check& check) {
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) { return 7.0 * layer.in(r, c); });
            check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) { return 7.0 * layer.d_out(r, c); });
        });
}};

} // namespace linnet::bench
