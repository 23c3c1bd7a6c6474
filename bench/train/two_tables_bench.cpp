// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>

#include "support/case.hpp"
#include "support/reference_network.hpp"
#include "support/step_case.hpp"
#include "support/widths.hpp"

// Tables that no cache holds, on ids that come back only after a million samples. One width a program: with several
// models of 1.5 GB in one process, timed in turn, some were up to eight times slower than alone.
namespace linnet::bench {

const Cases cases{[] {
    for_native_width([]<class T, std::size_t W>() {
        add(std::make_unique<StepCase<Large, Large::columns, LazyAdam, T, W>>(Large::batches(), Large::samples,
                                                                              Large::rows),
            Large::workloads(), column_of<T, W>());
    });
}};

} // namespace linnet::bench
