// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <linnet/layers/attention_pooling.hpp>
#include <linnet/layers/dense.hpp>

#include "support/steps_case.hpp"

// The unit is linear, so that what is timed is the pooling and not a deep unit.
namespace linnet::bench {

const Cases cases{[] {
    using Sizes = SequenceSizes;
    add_steps_layer<AttentionPooling<Dense<1>>>(sequence_workload("AttentionPooling", 6.0 * Sizes::columns),
                                                [](const auto& data) {
                                                    std::vector<double> weights(Sizes::steps);
                                                    double total = 0;
                                                    for (std::size_t i = 0; i < Sizes::steps; ++i) {
                                                        double score = data.parameter(1, 0, 0);
                                                        for (std::size_t c = 0; c < Sizes::columns; ++c) {
                                                            score += data.in.view()(i, c) * data.parameter(0, c, 0);
                                                        }
                                                        total += weights[i] = std::exp(score);
                                                    }
                                                    std::vector<double> out(Sizes::columns);
                                                    for (std::size_t i = 0; i < Sizes::steps; ++i) {
                                                        for (std::size_t c = 0; c < Sizes::columns; ++c) {
                                                            out[c] += weights[i] / total * data.in.view()(i, c);
                                                        }
                                                    }
                                                    return out;
                                                });
}};

} // namespace linnet::bench
