// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/pooling.hpp>

namespace linnet::inline LINNET_ISA {

/// The last step of each sequence, such as the state of a GRU behind it or the latest item of a history; zeros for an
/// empty one.
///
/// Shapes: `batch x steps x n` -> `batch x n`. Backward: the last step gets d_out(b, :), the others zeros.
struct Last : detail::Pooling<Last> {
    static constexpr std::string_view name = "Last";

    template <class T, std::size_t W>
    static void pool(const ConstMatrixView<T>& steps, T* out) {
        kernels::copy_row<T, W>(steps.row(steps.rows - 1), out, steps.columns);
    }
    template <class T, std::size_t W>
    static void spread(const ConstMatrixView<T>& steps, const T*, const T* d_out, const MatrixView<T>& d_steps) {
        for (std::size_t i = 0; i + 1 < steps.rows; ++i) {
            std::fill_n(d_steps.row(i), steps.columns, T{0});
        }
        kernels::copy_row<T, W>(d_out, d_steps.row(steps.rows - 1), steps.columns);
    }
};

} // namespace linnet::inline LINNET_ISA
