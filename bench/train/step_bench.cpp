// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "support/case.hpp"
#include "support/reference_network.hpp"
#include "support/step_case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class O, class T, std::size_t W>
void add_step(bool lazy, std::size_t batch, std::size_t threads) {
    constexpr std::size_t samples = 65536;
    Workload workload = training_workload(lazy, batch);
    workload.threads = threads;
    add(std::make_unique<StepCase<Reference, NaiveNetwork::columns, O, T, W>>(std::vector{batch}, samples,
                                                                              NaiveNetwork::rows, threads),
        {workload}, column_of<T, W>());
}

template <class O, class T, std::size_t W>
void add_steps(bool lazy) {
    for (const std::size_t batch : {32UL, 256UL, 2048UL}) {
        add_step<O, T, W>(lazy, batch, 1);
    }
    if (std::is_same_v<T, float> && W == native_width<T>) {
        add_step<O, T, W>(lazy, 2048, 2);
    }
}

const Cases cases{[] {
    for_each_width([]<class T, std::size_t W>() {
        add_steps<Adam, T, W>(false);
        add_steps<LazyAdam, T, W>(true);
    });
}};

} // namespace linnet::bench
