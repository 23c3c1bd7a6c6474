// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <type_traits>
#include <utility>

#include <linnet/core/categorical.hpp>
#include <linnet/core/table.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/pairwise_dot.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    constexpr std::size_t branches = 27; // as in DLRM with its 26 tables
    constexpr double pairs = branches * (branches - 1) / 2;
    using Feature = Categorical<"id", 1000>;
    const auto of = []<std::size_t... I>(std::index_sequence<I...>) {
        return PairwiseDot<std::conditional_t<(I >= 0), Embedding<Feature, columns, Table<"table">>, void>...>{};
    };
    using Pairs = decltype(of(std::make_index_sequence<branches>{}));
    const LayerCost cost{.forward_flops = 2 * pairs * columns,
                         .forward_elements = 2 * branches * columns + pairs,
                         .backward_flops = 4 * pairs * columns,
                         .backward_elements = 2 * branches * columns + pairs,
                         .footprint = 1000 * columns + 2 * batch * branches * columns};
    add_layer<Pairs>("PairwiseDot of 27 Embeddings, 64 columns", batch, cost, [](const auto& layer, Check& check) {
        const auto ids = layer.batches.batch().template column<Feature>();
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t) { // every branch is the same row
            double total = 0;
            for (std::size_t c = 0; c < columns; ++c) {
                total += layer.parameter(0, ids[r], c) * layer.parameter(0, ids[r], c);
            }
            return total;
        });
        layer.check_table_gradient(check, ids, columns, [&](std::size_t r, std::size_t c) {
            double total = 0;
            for (std::size_t pair = 0; pair < static_cast<std::size_t>(pairs); ++pair) {
                total += 2 * layer.d_out(r, pair);
            }
            return total * layer.parameter(0, ids[r], c);
        });
    });
}};

} // namespace linnet::bench
