// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

#include <linnet/core/multi_categorical.hpp>
#include <linnet/layers/embedding_bag.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

template <class Pooling>
void add_bag(const std::string& name) {
    constexpr std::size_t batch = 256;
    constexpr std::size_t rows = 1000;
    constexpr std::size_t columns = 64;
    constexpr std::size_t length = 20; // on average
    using Genres = MultiCategorical<"genres", rows>;
    constexpr bool is_max = std::is_same_v<Pooling, Max>;
    const LayerCost cost{.forward_elements = (3 * length - 1) * columns,
                         .backward_elements = is_max ? (2 * length + 2) * columns : 0,
                         .footprint = rows * columns + batch * columns};
    add_layer<EmbeddingBag<Genres, columns, Pooling>>(name, batch, cost, [](const auto& layer, Check& check) {
        const auto divisor = [](double count) {
            return std::is_same_v<Pooling, Sum> ? 1.0 : std::is_same_v<Pooling, SqrtN> ? std::sqrt(count) : count;
        };
        const auto lists = layer.batches.batch().template column<Genres>();
        const auto pooled = [&](std::size_t r, std::size_t c) {
            double total = 0;
            double highest = -1;
            for (std::uint64_t i = lists.offsets[r]; i < lists.offsets[r + 1]; ++i) {
                const double value = layer.parameter(0, lists.ids[i], c);
                total += value;
                highest = std::max(highest, value);
            }
            const auto count = static_cast<double>(lists.offsets[r + 1] - lists.offsets[r]);
            return is_max ? highest : total / divisor(count);
        };
        check.matrix("out", layer.out, pooled);
        for (std::size_t c = 0; c < columns; ++c) {
            // The gradients of all rows add up to those of all samples, times the length over the divisor.
            double got = 0;
            double want = 0;
            for (std::size_t row = 0; row < rows; ++row) {
                got += layer.table_gradient(0, row, c);
            }
            for (std::size_t r = 0; r < batch; ++r) {
                const auto count = static_cast<double>(lists.offsets[r + 1] - lists.offsets[r]);
                want += layer.d_out(r, c) * (is_max ? 1 : count / divisor(count));
            }
            check.number("the table's gradient", got, want, 1e-4);
        }
    });
}

const Cases cases{[] {
    add_bag<Sum>("EmbeddingBag Sum of 20, 1000 x 64");
    add_bag<Mean>("EmbeddingBag Mean of 20, 1000 x 64");
    add_bag<SqrtN>("EmbeddingBag SqrtN of 20, 1000 x 64");
    add_bag<Max>("EmbeddingBag Max of 20, 1000 x 64");
}};

} // namespace linnet::bench
