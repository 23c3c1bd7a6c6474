// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/outer_product.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <std::size_t Columns, std::size_t Fields>
void add_fields(const char* name) {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    constexpr std::size_t products = Columns * Columns;
    const LayerCost cost{.forward_flops = all + products,
                         .forward_elements = all + products,
                         .backward_flops = 4 * products,
                         .backward_elements = all + products,
                         .footprint = 2 * batch * (all + products)};
    add_layer<OuterProduct<Columns>, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto sum = [&](std::size_t r, std::size_t k) {
            double total = 0;
            for (std::size_t i = 0; i < Fields; ++i) {
                total += layer.in(r, i * Columns + k);
            }
            return total;
        };
        check.matrix("out", layer.out,
                     [&](std::size_t r, std::size_t c) { return sum(r, c / Columns) * sum(r, c % Columns); });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const std::size_t k = c % Columns;
            double total = 0;
            for (std::size_t l = 0; l < Columns; ++l) {
                total += (layer.d_out(r, k * Columns + l) + layer.d_out(r, l * Columns + k)) * sum(r, l);
            }
            return total;
        });
    });
}

} // namespace

namespace linnet::bench {

const Cases cases{[] {
    add_fields<16, 26>("OuterProduct of 26 fields, 16 columns");
    add_fields<10, 39>("OuterProduct of 39 fields, 10 columns");
}};

} // namespace linnet::bench
