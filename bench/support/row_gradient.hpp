// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/core/row_gradients.hpp>

namespace linnet::bench {

/// One element of the gradient of a table's row, its contributions added up; 0 where the batch did not look it up.
template <class T>
[[nodiscard]] double row_gradient(const RowGradients<T>& gradients, std::size_t row, std::size_t column) {
    double total = 0;
    for (const auto& part : gradients.all()) {
        if (gradients.row(part.group) == row) {
            total += static_cast<double>(part.scale) * static_cast<double>(part.gradient[column]);
        }
    }
    return total;
}

} // namespace linnet::bench
