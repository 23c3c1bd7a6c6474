// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/kernels/row_sum.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The square root of the sum of squares of all gradients, the rows of a table that were looked up several times
/// summed first. `scratch` holds such a row.
template <class T, std::size_t W>
[[nodiscard]] double global_norm(const Parameters<T>& parameters, const Gradients<T>& gradients, Matrix<T>& scratch) {
    double squares = 0.0;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        const std::size_t columns = parameters[i].values.columns();
        const auto add = [&](const T* row) { squares += static_cast<double>(dot<T, W>(row, row, columns)); };
        if (parameters[i].kind == BlockKind::rows) {
            const RowGradients<T>& rows = gradients[i].rows;
            scratch.reserve(1, columns);
            for (std::size_t group = 0; group < rows.size(); ++group) {
                add(summed_row<T, W>(rows, group, scratch.view().row(0), columns));
            }
        } else {
            const ConstMatrixView<T> dense = gradients[i].dense.view();
            for (std::size_t r = 0; r < dense.rows; ++r) {
                add(dense.row(r));
            }
        }
    }
    return std::sqrt(squares);
}

/// Scales all gradients by limit / norm if their global norm is above `limit`. A norm that is not finite stays.
/// Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
template <class T, std::size_t W>
LINNET_COLD void clip_global_norm(const Parameters<T>& parameters, Gradients<T>& gradients, double limit,
                                  Matrix<T>& scratch) {
    const double norm = global_norm<T, W>(parameters, gradients, scratch);
    if (!(norm > limit) || !std::isfinite(norm)) {
        return;
    }
    const T factor = static_cast<T>(limit / norm);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        gradients[i].rows.scale(factor);
        const MatrixView<T> dense = gradients[i].dense.view();
        for (std::size_t r = 0; r < dense.rows; ++r) {
            scale_row<T, W>(factor, dense.row(r), dense.row(r), dense.columns);
        }
    }
}

/// Adds `l2 * row` to the gradient of each row of a table that the batch looked up.
template <class T>
LINNET_COLD void add_l2_of_rows(const Parameters<T>& parameters, Gradients<T>& gradients, double l2) {
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        RowGradients<T>& rows = gradients[i].rows;
        for (std::size_t group = 0; group < rows.size(); ++group) {
            rows.add(rows.row(group), parameters[i].values.view().row(rows.row(group)), static_cast<T>(l2));
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail
