// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/layers/gru.hpp>

#include "support/naive_sequences.hpp"
#include "support/steps_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_steps_layer<GRU<SequenceSizes::columns>>(gru_workload(), [](const auto& data) {
        return naive_gru([&](std::size_t t, std::size_t k) -> double { return data.in.view()(t, k); },
                         [&](std::size_t k, std::size_t c) { return data.parameter(0, k, c); },
                         [&](std::size_t k, std::size_t c) { return data.parameter(1, k, c); },
                         [&](std::size_t c) { return data.parameter(2, 0, c); },
                         [&](std::size_t c) { return data.parameter(3, 0, c); });
    });
}};

} // namespace linnet::bench
