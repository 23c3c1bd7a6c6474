// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>
#include <type_traits>

#include <linnet/layers/bilinear_interaction.hpp>

#include "support/layer_case.hpp"

namespace {

using namespace linnet;
using namespace linnet::bench;

template <class Kind, std::size_t Columns, std::size_t Fields>
void add_fields() {
    constexpr std::size_t batch = 256;
    constexpr std::size_t all = Columns * Fields;
    constexpr std::size_t pairs = Fields * (Fields - 1) / 2;
    constexpr bool of_pairs = BilinearInteraction<Columns, Kind>::of_pairs;
    constexpr std::size_t vectors = of_pairs ? pairs : Fields - 1;
    const LayerCost cost{.forward_flops = vectors * Columns * 2 * Columns + pairs * Columns,
                         .forward_elements = all + (vectors + pairs) * Columns,
                         .backward_flops = vectors * Columns * 4 * Columns + 4 * pairs * Columns,
                         .backward_elements = 2 * all + (2 * vectors + pairs) * Columns,
                         .footprint = batch * (3 * all + (2 * vectors + 2 * pairs) * Columns)};
    const std::string name = "BilinearInteraction of " + std::string{Kind::name} + ", " + std::to_string(Fields) +
                             " fields, " + std::to_string(Columns) + " columns";
    using Layer = BilinearInteraction<Columns, Kind>;
    add_layer<Layer, Shape<all>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto v = [&](std::size_t r, std::size_t i, std::size_t k) -> double {
            return layer.in(r, i * Columns + k);
        };
        const auto number_of = [](std::size_t i, std::size_t j) { // of the kernel of a pair
            return of_pairs ? i * (i - 1) / 2 + j : std::is_same_v<Kind, BilinearAll> ? 0 : j;
        };
        const auto kernel = [&](std::size_t i, std::size_t j, std::size_t from, std::size_t to) {
            return layer.parameter(0, number_of(i, j) * Columns + from, to);
        };
        const auto product = [&](std::size_t r, std::size_t i, std::size_t j, std::size_t k) { // column k of v_j kernel
            double total = 0;
            for (std::size_t c = 0; c < Columns; ++c) {
                total += v(r, j, c) * kernel(i, j, c, k);
            }
            return total;
        };
        const auto d_out = [&](std::size_t r, std::size_t i, std::size_t j, std::size_t k) -> double {
            return layer.d_out(r, (i * (i - 1) / 2 + j) * Columns + k);
        };
        check.sums("out", layer.out, Columns, [&](std::size_t r, std::size_t c) {
            std::size_t i = 1;
            std::size_t j = c / Columns;
            for (; j >= i; ++i) {
                j -= i;
            }
            return product(r, i, j, c % Columns) * v(r, i, c % Columns);
        });
        check.sums("d_in", layer.d_in, Fields * Columns, [&](std::size_t r, std::size_t c) {
            const std::size_t field = c / Columns;
            double total = 0;
            for (std::size_t j = 0; j < field; ++j) {
                total += d_out(r, field, j, c % Columns) * product(r, field, j, c % Columns);
            }
            for (std::size_t i = field + 1; i < Fields; ++i) {
                for (std::size_t k = 0; k < Columns; ++k) {
                    total += d_out(r, i, field, k) * v(r, i, k) * kernel(i, field, c % Columns, k);
                }
            }
            return total;
        });
        const auto d_kernel = layer.gradients[0].dense.view();
        check.sums("the kernels' gradient", d_kernel, batch * pairs, [&](std::size_t row, std::size_t k) {
            double total = 0;
            for (std::size_t i = 1; i < Fields; ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    for (std::size_t r = 0; number_of(i, j) == row / Columns && r < batch; ++r) {
                        total += v(r, j, row % Columns) * d_out(r, i, j, k) * v(r, i, k);
                    }
                }
            }
            return total;
        });
    });
}

} // namespace

namespace linnet::bench {

const Cases cases{[] {
    add_fields<BilinearAll, 16, 26>();
    add_fields<BilinearPair, 10, 39>();
}};

} // namespace linnet::bench
