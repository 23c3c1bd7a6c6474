// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/layers/bi_interaction.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <std::size_t Columns, std::size_t Fields>
void add_fields() {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    const LayerCost cost{.forward_flops = 3 * all,
                         .forward_elements = all + 2 * Columns,
                         .backward_flops = 2 * all,
                         .backward_elements = 2 * all + 2 * Columns,
                         .footprint = 2 * batch * all};
    const std::string name =
        "BiInteraction of " + std::to_string(Fields) + " fields, " + std::to_string(Columns) + " columns";
    add_layer<BiInteraction<Columns>, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto sum = [&](std::size_t r, std::size_t k) {
            double total = 0;
            for (std::size_t i = 0; i < Fields; ++i) {
                total += layer.in(r, i * Columns + k);
            }
            return total;
        };
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t k) {
            double total = sum(r, k) * sum(r, k) / 2;
            for (std::size_t i = 0; i < Fields; ++i) {
                const double v = layer.in(r, i * Columns + k);
                total -= v * v / 2;
            }
            return total;
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            return layer.d_out(r, c % Columns) * (sum(r, c % Columns) - layer.in(r, c));
        });
    });
}

} // namespace

namespace linnet::bench {

const Cases cases{[] {
    add_fields<16, 26>();
    add_fields<10, 39>();
}};

} // namespace linnet::bench
