// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <linnet/core/parameters.hpp>

namespace linnet::bench {

/// Gives a model the parameters of its naive twin, which has them block by block and row by row.
template <class T>
void copy_parameters(const std::vector<double>& from, Parameters<T>& to) {
    auto value = from.begin();
    for (auto& block : to) {
        for (std::size_t r = 0; r < block.values.rows(); ++r) {
            for (T& number : block.values.view().row_span(r)) {
                number = static_cast<T>(*value++);
            }
        }
    }
}

} // namespace linnet::bench
