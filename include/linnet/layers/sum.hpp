// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/pooling.hpp>

namespace linnet::inline LINNET_ISA {

/// The sum of the steps of each sequence: out(b, :) = in(b, 1, :) + in(b, 2, :) + ..., in their order; zeros for an
/// empty one. As an option of EmbeddingBag, the sum of the listed rows, each times its weight.
///
/// Shapes: `batch x steps x n` -> `batch x n`. Backward: each step gets d_out(b, :).
struct Sum : detail::Pooling<Sum> {
    static constexpr std::string_view name = "Sum";

    template <class T, std::size_t W>
    static void pool(const ConstMatrixView<T>& steps, T* out) {
        kernels::copy_row<T, W>(steps.row(0), out, steps.columns);
        for (std::size_t i = 1; i < steps.rows; ++i) {
            kernels::add_scaled_row<T, W>(T{1}, steps.row(i), out, steps.columns);
        }
    }
    template <class T, std::size_t W>
    static void spread(const ConstMatrixView<T>& steps, const T*, const T* d_out, const MatrixView<T>& d_steps) {
        for (std::size_t i = 0; i < steps.rows; ++i) {
            kernels::copy_row<T, W>(d_out, d_steps.row(i), steps.columns);
        }
    }
};

} // namespace linnet::inline LINNET_ISA
