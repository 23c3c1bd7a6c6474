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

/// The sum of the squares of `scale` times all gradients. The contributions to a row of a table that was looked up
/// several times are summed first; `scratch` holds such a row.
template <class T, std::size_t W>
[[nodiscard]] double sum_of_squares(const Parameters<T>& parameters, const Gradients<T>& gradients, Matrix<T>& scratch,
                                    T scale) {
    double squares = 0.0;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        const std::size_t columns = parameters[i].values.columns();
        scratch.reserve(1, columns);
        T* const scaled = scratch.view().row(0);
        const auto add = [&](const T* row) {
            if (scale != T{1}) {
                kernels::scale_row<T, W>(scale, row, scaled, columns);
                row = scaled;
            }
            squares += static_cast<double>(kernels::dot<T, W>(row, row, columns));
        };
        if (parameters[i].kind == BlockKind::rows) {
            const RowGradients<T>& rows = gradients[i].rows;
            for (std::size_t group = 0; group < rows.size(); ++group) {
                add(kernels::summed_row<T, W>(rows, group, scaled, columns));
            }
        } else if (parameters[i].kind == BlockKind::dense) {
            const ConstMatrixView<T> dense = gradients[i].dense.view();
            for (std::size_t r = 0; r < dense.rows; ++r) {
                add(dense.row(r));
            }
        }
    }
    return squares;
}

/// The square root of the sum of squares of all gradients. It is finite if they are, unless a sum over a row is too
/// large for T: if squares leave the range of T, gradients are first scaled by a power of two.
template <class T, std::size_t W>
[[nodiscard]] LINNET_COLD double global_norm(const Parameters<T>& parameters, const Gradients<T>& gradients,
                                             Matrix<T>& scratch) {
    constexpr bool is_float = sizeof(T) == sizeof(float);
    constexpr T smaller = static_cast<T>(is_float ? 0x1p-100 : 0x1p-600);
    constexpr T larger = static_cast<T>(is_float ? 0x1p80 : 0x1p500);
    constexpr double few_bits = is_float ? 0x1p-60 : 0x1p-500; // below this, squares may have been rounded to 0
    const auto norm = [&](T scale) {
        return std::sqrt(sum_of_squares<T, W>(parameters, gradients, scratch, scale)) / static_cast<double>(scale);
    };
    const double plain = norm(T{1});
    return !std::isfinite(plain) ? norm(smaller) : plain * plain < few_bits ? norm(larger) : plain;
}

/// Scales all gradients by limit / norm if their global norm is above `limit`. Returns the norm from before; if that is
/// not finite, the gradients stay as they are.
/// Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
template <class T, std::size_t W>
LINNET_COLD double clip_global_norm(const Parameters<T>& parameters, Gradients<T>& gradients, double limit,
                                    Matrix<T>& scratch) {
    const double norm = global_norm<T, W>(parameters, gradients, scratch);
    if (!(norm > limit) || !std::isfinite(norm)) {
        return norm;
    }
    const T factor = static_cast<T>(limit / norm);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (!parameters[i].trained()) {
            continue;
        }
        gradients[i].rows.scale(factor);
        const MatrixView<T> dense = gradients[i].dense.view();
        for (std::size_t r = 0; r < dense.rows; ++r) {
            kernels::scale_row<T, W>(factor, dense.row(r), dense.row(r), dense.columns);
        }
    }
    return norm;
}

/// Adds `l2 * row` to the gradient of each row of a table that the batch looked up.
template <class T>
LINNET_COLD void add_l2_of_rows(const Parameters<T>& parameters, Gradients<T>& gradients, double l2) {
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (parameters.is_source(i)) {
            continue; // its lookups read what is derived from it
        }
        const std::size_t source = parameters.source_of(i);
        const RowGradients<T>& rows = gradients[i].rows;
        for (std::size_t group = 0; group < rows.size(); ++group) {
            const row_id row = rows.row(group);
            gradients[source].rows.add(row, parameters[source].values.view().row(row), static_cast<T>(l2));
        }
    }
    gradients.arrange();
}

} // namespace linnet::inline LINNET_ISA::detail
