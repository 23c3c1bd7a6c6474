// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <vector>

#include <linnet/layers/position_embedding.hpp>

#include "support/naive_sequences.hpp"
#include "support/steps_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t steps = SequenceSizes::steps;
    add_steps_layer<PositionEmbedding<steps>>(pooling_workload("PositionEmbedding"), [](const auto& data) {
        std::vector<double> out;
        for (std::size_t t = 0; t < steps; ++t) {
            for (std::size_t c = 0; c < SequenceSizes::columns; ++c) {
                out.push_back(static_cast<double>(data.in.view()(t, c)) + data.parameter(0, steps - 1 - t, c));
            }
        }
        return out;
    });
}};

} // namespace linnet::bench
