// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/row_gradients.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The gradient of a row that was looked up: to = the sum of its contributions, each times its scale, in the order in
/// which they were added. Shape: `columns`.
template <class T, std::size_t W>
void sum_row(const RowGradients<T>& gradients, std::size_t group, T* to, std::size_t columns) {
    const auto* contribution = &gradients.first(group);
    scale_row<T, W>(contribution->scale, contribution->gradient, to, columns);
    while (contribution->next != RowGradients<T>::none) {
        contribution = &gradients.at(contribution->next);
        add_scaled_row<T, W>(contribution->scale, contribution->gradient, to, columns);
    }
}

/// As above, for reading only: a single contribution of scale 1 is read where it lies, and any other sum is written to
/// `scratch`.
template <class T, std::size_t W>
[[nodiscard]] LINNET_INLINE const T* summed_row(const RowGradients<T>& gradients, std::size_t group, T* scratch,
                                                std::size_t columns) {
    const auto& contribution = gradients.first(group);
    if (contribution.next == RowGradients<T>::none && contribution.scale == T{1}) {
        return contribution.gradient;
    }
    sum_row<T, W>(gradients, group, scratch, columns);
    return scratch;
}

/// Sums the contributions to each row into memory of the gradient itself, which then no longer refers to what the
/// layers passed to it. Further contributions are added to the sums, so the operations and their order stay the same.
template <class T, std::size_t W>
void own_rows(GradientBlock<T>& gradient, std::size_t columns) {
    RowGradients<T>& rows = gradient.rows;
    if (rows.size() <= gradient.sums.rows()) {
        for (std::size_t group = 0; group < rows.size(); ++group) {
            T* const sum = gradient.sums.view().row(group); // the sum over earlier batches, if the row was in one
            sum_row<T, W>(rows, group, sum, columns);
        }
    } else {
        Matrix<T> larger{std::max(rows.size(), 2 * gradient.sums.rows()), columns};
        for (std::size_t group = 0; group < rows.size(); ++group) {
            sum_row<T, W>(rows, group, larger.view().row(group), columns);
        }
        gradient.sums = std::move(larger);
    }
    rows.replace_by([&](std::size_t group) { return gradient.sums.view().row(group); });
}

} // namespace linnet::inline LINNET_ISA::kernels
