// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet {

/// The gradient of a looked-up row: the sum of its contributions, each times its scale, in the order in which they were
/// added. A single one of scale 1 is read where it lies; a sum is overwritten by the next.
/// Shape: `columns`.
template <class T, std::size_t W>
class RowSum {
public:
    RowSum() = default;
    explicit RowSum(std::size_t columns) : total_{columns != 0 ? 1U : 0U, columns} {}

    [[nodiscard]] const T* operator()(const RowGradients<T>& gradients, std::size_t group) {
        const auto* contribution = &gradients.first(group);
        if (contribution->next == RowGradients<T>::none && contribution->scale == T{1}) {
            return contribution->gradient;
        }
        T* const total = total_.view().data;
        scale_row<T, W>(contribution->scale, contribution->gradient, total, total_.columns());
        while (contribution->next != RowGradients<T>::none) {
            contribution = &gradients.at(contribution->next);
            add_scaled_row<T, W>(contribution->scale, contribution->gradient, total, total_.columns());
        }
        return total;
    }

private:
    Matrix<T> total_;
};

} // namespace linnet
