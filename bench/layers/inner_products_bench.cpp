// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/layers/inner_products.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <std::size_t Columns, std::size_t Fields>
void add_fields() {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    constexpr std::size_t pairs = Fields * (Fields - 1) / 2;
    const LayerCost cost{.forward_flops = 2 * pairs * Columns,
                         .forward_elements = all + pairs,
                         .backward_flops = 4 * pairs * Columns,
                         .backward_elements = 2 * all + pairs,
                         .footprint = 2 * batch * (all + pairs)};
    const std::string name =
        "InnerProducts of " + std::to_string(Fields) + " fields, " + std::to_string(Columns) + " columns";
    add_layer<InnerProducts<Columns>, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto v = [&](std::size_t r, std::size_t i, std::size_t k) -> double {
            return layer.in(r, i * Columns + k);
        };
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t pair) {
            std::size_t i = 1;
            for (; pair >= i; ++i) {
                pair -= i;
            }
            double total = 0;
            for (std::size_t k = 0; k < Columns; ++k) {
                total += v(r, i, k) * v(r, pair, k);
            }
            return total;
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const std::size_t i = c / Columns;
            double total = 0;
            for (std::size_t j = 0; j < Fields; ++j) {
                const std::size_t high = i < j ? j : i;
                const std::size_t pair = high * (high - 1) / 2 + (i < j ? i : j);
                total += i == j ? 0.0 : layer.d_out(r, pair) * v(r, j, c % Columns);
            }
            return total;
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
