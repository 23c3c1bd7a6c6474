// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/over_fields.hpp>
#include <linnet/layers/sum.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

/// Fields are pooled by their sum, so that what is timed is how they are reached: where they lie, or by a copy.
template <std::size_t Columns, std::size_t Fields>
void add_fields(const char* name) {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    const LayerCost cost{.forward_flops = all,
                         .forward_elements = all + Columns,
                         .backward_elements = all + Columns,
                         .footprint = 2 * batch * (all + Columns)};
    add_layer<OverFields<Columns, Sum>, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
            double sum = 0;
            for (std::size_t i = 0; i < Fields; ++i) {
                sum += layer.in(r, i * Columns + c);
            }
            return sum;
        });
        check.matrix("d_in", layer.d_in,
                     [&](std::size_t r, std::size_t c) -> double { return layer.d_out(r, c % Columns); });
    });
}

} // namespace

namespace linnet::bench {

const Cases cases{[] {
    add_fields<16, 27>("Sum over 27 fields of 16 columns, where they lie");
    add_fields<10, 39>("Sum over 39 fields of 10 columns, copied");
}};

} // namespace linnet::bench
