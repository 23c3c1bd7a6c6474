// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/augru.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>

#include "support/layer_case.hpp"

// The unit is linear, so that what is timed is the recurrence and not a deep unit.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 64;
    constexpr std::size_t columns = 32;
    constexpr std::size_t rows = 1000;
    constexpr std::size_t length = 20; // on average
    using Film = Categorical<"film", rows>;
    using Seen = Sequence<"seen", rows, 40>;
    const LayerCost cost{.forward_flops = length * columns * (12 * columns + 12),
                         .forward_elements = 12 * length * columns,
                         .backward_flops = 2 * length * columns * (12 * columns + 12),
                         .backward_elements = 24 * length * columns,
                         .footprint = 2 * rows * columns + 20 * length * batch * columns};
    add_layer<AUGRU<columns, Embedding<Film, columns>, Embedding<Seen, columns>, Dense<1>>>(
        "AUGRU over 20 steps, 32 columns", batch, cost, [](const auto& layer, Check& check) {
            const auto& ids = layer.batches.batch();
            const auto films = ids.template column<Film>();
            const auto seen = ids.template column<Seen>();
            const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
            const auto states = [&](std::size_t r) {
                std::vector<double> weights;
                double total = 0;
                for (std::uint64_t i = seen.offsets[r]; i < seen.offsets[r + 1]; ++i) {
                    double score = layer.parameter(3, 0, 0);
                    for (std::size_t k = 0; k < columns; ++k) {
                        const double target = layer.parameter(0, films[r], k);
                        const double step = layer.parameter(1, seen.ids[i], k);
                        score += target * layer.parameter(2, k, 0) + step * layer.parameter(2, columns + k, 0) +
                                 (target - step) * layer.parameter(2, 2 * columns + k, 0) +
                                 target * step * layer.parameter(2, 3 * columns + k, 0);
                    }
                    weights.push_back(std::exp(score));
                    total += weights.back();
                }
                std::array<double, columns> state{};
                for (std::size_t i = 0; i < weights.size(); ++i) {
                    std::array<double, 3 * columns> of_input{};
                    std::array<double, 3 * columns> of_state{};
                    for (std::size_t c = 0; c < 3 * columns; ++c) {
                        of_input[c] = layer.parameter(6, 0, c);
                        of_state[c] = layer.parameter(7, 0, c);
                        for (std::size_t k = 0; k < columns; ++k) {
                            of_input[c] +=
                                layer.parameter(1, seen.ids[seen.offsets[r] + i], k) * layer.parameter(4, k, c);
                            of_state[c] += state[k] * layer.parameter(5, k, c);
                        }
                    }
                    for (std::size_t c = 0; c < columns; ++c) {
                        const double reset = logistic(of_input[c] + of_state[c]);
                        const double update =
                            weights[i] / total * logistic(of_input[columns + c] + of_state[columns + c]);
                        const double fresh = std::tanh(of_input[2 * columns + c] + reset * of_state[2 * columns + c]);
                        state[c] += update * (fresh - state[c]);
                    }
                }
                return state;
            };
            std::size_t row = batch;
            std::array<double, columns> state{};
            check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) {
                if (r != row) {
                    row = r;
                    state = states(r);
                }
                return state[c];
            });
        });
}};

} // namespace linnet::bench
