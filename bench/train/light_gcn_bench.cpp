// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>

#include "support/light_gcn.hpp"

namespace linnet::bench {

const Cases cases{[] {
    for_each_float_width([]<class T, std::size_t W>() {
        add(std::make_unique<LightGcnCase<T, W>>(), {LightGcn::workload()}, column_of<T, W>());
    });
}};

} // namespace linnet::bench
