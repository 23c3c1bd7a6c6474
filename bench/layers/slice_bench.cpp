// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/slice.hpp>

#include "support/layer_case.hpp"

// By itself a Slice is copied; in front of another layer it costs nothing forward.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 256;
    constexpr std::size_t first = 100;
    constexpr std::size_t count = 64;
    const LayerCost cost{.forward_elements = 2 * count,
                         .backward_elements = columns + count,
                         .footprint = 2 * batch * (columns + count)};
    add_layer<Slice<first, count>, Shape<columns>>(
        "Slice of 64 of 256 columns", batch, cost, [](const auto& layer, Check& check) {
            check.matrix("out", layer.out,
                         [&](std::size_t r, std::size_t c) -> double { return layer.in(r, first + c); });
            check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) -> double {
                return c < first || c >= first + count ? 0.0 : layer.d_out(r, c - first);
            });
        });
}};

} // namespace linnet::bench
