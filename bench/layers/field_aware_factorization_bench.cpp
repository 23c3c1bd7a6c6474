// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include <linnet/layers/field_aware_factorization.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <std::size_t Columns, std::size_t Fields>
void add_fields() {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields * Fields;
    const LayerCost cost{.forward_flops = all,
                         .forward_elements = all,
                         .backward_flops = all,
                         .backward_elements = 2 * all,
                         .footprint = 2 * batch * all};
    const std::string name =
        "FieldAwareFactorization of " + std::to_string(Fields) + " fields, " + std::to_string(Columns) + " columns";
    using Layer = FieldAwareFactorization<Columns>;
    add_layer<Layer, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto at = [](std::size_t i, std::size_t j, std::size_t k) { return (i * Fields + j) * Columns + k; };
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t) {
            double total = 0;
            for (std::size_t i = 0; i < Fields; ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    for (std::size_t k = 0; k < Columns; ++k) {
                        total += static_cast<double>(layer.in(r, at(i, j, k))) * layer.in(r, at(j, i, k));
                    }
                }
            }
            return total;
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            const std::size_t i = c / Columns / Fields;
            const std::size_t j = c / Columns % Fields;
            return i == j ? 0.0 : static_cast<double>(layer.d_out(r, 0)) * layer.in(r, at(j, i, c % Columns));
        });
    });
}

} // namespace

namespace linnet::bench {

const Cases cases{[] {
    add_fields<4, 26>();
    add_fields<10, 39>();
}};

} // namespace linnet::bench
