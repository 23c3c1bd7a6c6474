// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "support/case.hpp"

namespace linnet::bench {

/// The batch of sequences on which layers that read them are timed, with as many columns out as in: that of a
/// recommender of the next item.
struct SequenceSizes {
    static constexpr std::size_t batch = 128;
    static constexpr std::size_t steps = 50;
    static constexpr std::size_t columns = 50;
    static constexpr std::size_t heads = 2;
};

/// Forward and backward of all sequences, counted in samples.
[[nodiscard]] inline Workload sequence_workload(const std::string& layer, double flops_of_a_step) {
    constexpr double steps = SequenceSizes::steps;
    return {.name = layer + ", 50 steps of 50 columns, training",
            .batch = SequenceSizes::batch,
            .flops = 3 * steps * flops_of_a_step,
            .footprint = 16 * steps * SequenceSizes::columns * SequenceSizes::batch};
}
[[nodiscard]] inline Workload gru_workload() {
    constexpr double n = SequenceSizes::columns;
    return sequence_workload("GRU", 12 * n * n);
}
[[nodiscard]] inline Workload attention_workload() {
    constexpr double n = SequenceSizes::columns;
    return sequence_workload("SelfAttention, 2 heads, causal", 8 * n * n + 4 * n * SequenceSizes::steps);
}

[[nodiscard]] inline Workload pooling_workload(const std::string& layer) {
    return sequence_workload(layer, SequenceSizes::columns);
}

/// The states of a GRU after each step of one sequence, row by row. `in(t, k)`, `kernel(k, c)`, `recurrent(k, c)`,
/// `bias(c)` and `recurrent_bias(c)` are its numbers, with the gates as in PyTorch.
template <class In, class Kernel, class Recurrent, class Bias, class RecurrentBias>
[[nodiscard]] std::vector<double> naive_gru(const In& in, const Kernel& kernel, const Recurrent& recurrent,
                                            const Bias& bias, const RecurrentBias& recurrent_bias) {
    constexpr std::size_t n = SequenceSizes::columns;
    std::vector<double> states;
    std::vector<double> state(n, 0.0);
    for (std::size_t t = 0; t < SequenceSizes::steps; ++t) {
        std::vector<double> x(3 * n), h(3 * n);
        for (std::size_t c = 0; c < 3 * n; ++c) {
            x[c] = bias(c);
            h[c] = recurrent_bias(c);
            for (std::size_t k = 0; k < n; ++k) {
                x[c] += in(t, k) * kernel(k, c);
                h[c] += state[k] * recurrent(k, c);
            }
        }
        for (std::size_t u = 0; u < n; ++u) {
            const double r = 1 / (1 + std::exp(-x[u] - h[u]));
            const double z = 1 / (1 + std::exp(-x[n + u] - h[n + u]));
            state[u] = (1 - z) * std::tanh(x[2 * n + u] + r * h[2 * n + u]) + z * state[u];
        }
        states.insert(states.end(), state.begin(), state.end());
    }
    return states;
}

/// What causal attention makes of one sequence, row by row: `in(t, k)`, `kernel(k, c)`, `bias(c)`,
/// `output_kernel(k, c)` and `output_bias(c)` are its numbers.
template <class In, class Kernel, class Bias, class OutputKernel, class OutputBias>
[[nodiscard]] std::vector<double> naive_attention(const In& in, const Kernel& kernel, const Bias& bias,
                                                  const OutputKernel& output_kernel, const OutputBias& output_bias) {
    constexpr std::size_t n = SequenceSizes::columns;
    constexpr std::size_t head = n / SequenceSizes::heads;
    constexpr std::size_t steps = SequenceSizes::steps;
    std::vector<double> projected(steps * 3 * n);
    for (std::size_t t = 0; t < steps; ++t) {
        for (std::size_t c = 0; c < 3 * n; ++c) {
            double& sum = projected[t * 3 * n + c] = bias(c);
            for (std::size_t k = 0; k < n; ++k) {
                sum += in(t, k) * kernel(k, c);
            }
        }
    }
    std::vector<double> out(steps * n);
    for (std::size_t t = 0; t < steps; ++t) {
        std::vector<double> mixed(n, 0.0);
        for (std::size_t first = 0; first < n; first += head) {
            std::vector<double> weights(t + 1, 0.0);
            double total = 0;
            for (std::size_t j = 0; j <= t; ++j) {
                for (std::size_t c = first; c < first + head; ++c) {
                    weights[j] += projected[t * 3 * n + c] * projected[j * 3 * n + n + c];
                }
                weights[j] = std::exp(weights[j] / std::sqrt(static_cast<double>(head)));
                total += weights[j];
            }
            for (std::size_t j = 0; j <= t; ++j) {
                for (std::size_t c = first; c < first + head; ++c) {
                    mixed[c] += weights[j] / total * projected[j * 3 * n + 2 * n + c];
                }
            }
        }
        for (std::size_t c = 0; c < n; ++c) {
            out[t * n + c] = output_bias(c);
            for (std::size_t k = 0; k < n; ++k) {
                out[t * n + c] += mixed[k] * output_kernel(k, c);
            }
        }
    }
    return out;
}

} // namespace linnet::bench
