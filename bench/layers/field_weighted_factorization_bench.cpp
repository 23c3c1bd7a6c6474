// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/layers/field_weighted_factorization.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <std::size_t Columns, std::size_t Fields>
void add_fields() {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    constexpr std::size_t pairs = Fields * (Fields - 1) / 2;
    const LayerCost cost{.forward_flops = 2 * pairs * (Columns + 1),
                         .forward_elements = all + pairs,
                         .backward_flops = 2 * pairs * (2 * Columns + 1),
                         .backward_elements = 2 * all + pairs,
                         .footprint = batch * (2 * all + pairs)};
    const std::string name =
        "FieldWeightedFactorization of " + std::to_string(Fields) + " fields, " + std::to_string(Columns) + " columns";
    using Layer = FieldWeightedFactorization<Columns>;
    add_layer<Layer, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto weight = [&](std::size_t i, std::size_t j) {
            const std::size_t high = i < j ? j : i;
            return i == j ? 0.0 : layer.parameter(0, 0, high * (high - 1) / 2 + (i < j ? i : j));
        };
        // v_i times the sum of the others, by their weights
        const auto others = [&](std::size_t r, std::size_t i, std::size_t k) {
            double total = 0;
            for (std::size_t j = 0; j < Fields; ++j) {
                total += weight(i, j) * layer.in(r, j * Columns + k);
            }
            return total;
        };
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t) {
            double total = 0;
            for (std::size_t c = 0; c < all; ++c) {
                total += layer.in(r, c) * others(r, c / Columns, c % Columns) / 2;
            }
            return total;
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            return layer.d_out(r, 0) * others(r, c / Columns, c % Columns);
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
