// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet {

/// The gradient of a looked-up row: the sum of its contributions, each times its scale, in the order in which they were
/// added. A single one of scale 1 is read where it lies; a sum is overwritten by the next of the same part, so that
/// several parts can sum at once.
/// Shape: `columns`.
template <class T, std::size_t W>
class RowSum {
public:
    RowSum() = default;
    explicit RowSum(std::size_t columns) : columns_{columns} {}

    /// Allocates where there were never as many threads.
    void reserve(const Executor* executor) { totals_.reserve(executor == nullptr ? 1 : executor->threads(), columns_); }

    /// requires: part is below the number of threads that room was made for.
    [[nodiscard]] const T* operator()(const RowGradients<T>& gradients, std::size_t group, std::size_t part = 0) {
        const auto* contribution = &gradients.first(group);
        if (contribution->next == RowGradients<T>::none && contribution->scale == T{1}) {
            return contribution->gradient;
        }
        T* const total = totals_.view().row(part);
        scale_row<T, W>(contribution->scale, contribution->gradient, total, columns_);
        while (contribution->next != RowGradients<T>::none) {
            contribution = &gradients.at(contribution->next);
            add_scaled_row<T, W>(contribution->scale, contribution->gradient, total, columns_);
        }
        return total;
    }

private:
    std::size_t columns_ = 0;
    Matrix<T> totals_; ///< one for each part
};

} // namespace linnet
