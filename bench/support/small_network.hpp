// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/naive_mlp.hpp"
#include "support/random_batches.hpp"

namespace linnet::bench {

inline constexpr std::size_t small_inputs = 32;

/// A perceptron 32-32-16-1 asked for one prediction at a time, ours and the peers': what a caller waits for.
inline NaiveMlp small_network() { return NaiveMlp{{small_inputs, 32, 16, 1}}; }

inline Workload small_workload() {
    constexpr double weights = 32 * 32 + 32 * 16 + 16;
    return {.name = "Network 32-32-16-1, prediction",
            .flops = 2 * weights,
            .elements = weights + 2 * (32 + 32 + 16) + 1,
            .footprint = weights + 1024 * small_inputs};
}

/// `Network` is constructed from the parameters of the naive one, and has T predict(const T* in).
template <class Network, class T>
class SmallCase : public Case {
    static constexpr std::size_t samples = 1024;

public:
    void prepare(Check& check) override {
        const NaiveMlp naive = small_network();
        network_.emplace(naive.values());
        in_ = Matrix<T>(samples, small_inputs);
        fill_random(in_.view(), Random{37, 0});
        for (std::size_t r = 0; r < samples; ++r) {
            const auto row = in_.view().row_span(r);
            const double got = static_cast<double>(network_->predict(row.data()));
            check.number("the prediction", got, naive.predict({row.begin(), row.end()}), sizeof(T) == 4 ? 2e-6 : 1e-14);
        }
    }
    void time(Calls& calls, std::size_t) override {
        std::size_t next = 0;
        run(calls, [&] {
            next = (next + 1) % samples;
            benchmark::DoNotOptimize(network_->predict(in_.view().row(next)));
        });
    }

private:
    std::optional<Network> network_;
    Matrix<T> in_;
};

} // namespace linnet::bench
