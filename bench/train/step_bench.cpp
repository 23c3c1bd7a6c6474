// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>
#include <vector>

#include "support/case.hpp"
#include "support/reference_network.hpp"
#include "support/step_case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class O, class T, std::size_t W>
void add_steps(bool lazy) {
    constexpr std::size_t samples = 65536;
    for (const std::size_t batch : {32UL, 256UL, 2048UL}) {
        add(std::make_unique<StepCase<Reference, NaiveNetwork::columns, O, T, W>>(std::vector{batch}, samples,
                                                                                  NaiveNetwork::rows),
            {training_workload(lazy, batch)}, column_of<T, W>());
    }
}

void add_cases() {
    for_each_width([]<class T, std::size_t W>() {
        add_steps<Adam, T, W>(false);
        add_steps<LazyAdam, T, W>(true);
    });
}

} // namespace linnet::bench
