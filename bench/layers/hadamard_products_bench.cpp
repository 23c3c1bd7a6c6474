// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/layers/hadamard_products.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <std::size_t Columns, std::size_t Fields>
void add_fields() {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    constexpr std::size_t pairs = Fields * (Fields - 1) / 2;
    const LayerCost cost{.forward_flops = pairs * Columns,
                         .forward_elements = all + pairs * Columns,
                         .backward_flops = 4 * pairs * Columns,
                         .backward_elements = 2 * all + pairs * Columns,
                         .footprint = 2 * batch * (all + pairs * Columns)};
    const std::string name =
        "HadamardProducts of " + std::to_string(Fields) + " fields, " + std::to_string(Columns) + " columns";
    add_layer<HadamardProducts<Columns>, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto v = [&](std::size_t r, std::size_t i, std::size_t k) -> double {
            return layer.in(r, i * Columns + k);
        };
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
            std::size_t i = 1;
            std::size_t j = c / Columns;
            for (; j >= i; ++i) {
                j -= i;
            }
            return v(r, i, c % Columns) * v(r, j, c % Columns);
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const std::size_t i = c / Columns;
            double total = 0;
            for (std::size_t j = 0; j < Fields; ++j) {
                const std::size_t high = i < j ? j : i;
                const std::size_t pair = high * (high - 1) / 2 + (i < j ? i : j);
                total += i == j ? 0.0 : layer.d_out(r, pair * Columns + c % Columns) * v(r, j, c % Columns);
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
