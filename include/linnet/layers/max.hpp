// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/max_rows.hpp>
#include <linnet/layers/pooling.hpp>

namespace linnet::inline LINNET_ISA {

/// The largest value of each column among the steps of each sequence; zeros for an empty one. As an option of
/// EmbeddingBag, the largest among the listed rows, which then have no weights.
///
/// Shapes: `batch x steps x n` -> `batch x n`. Backward: each column of d_out goes to the first step that has the
/// maximum. Source: Keras `GlobalMaxPooling1D`.
struct Max : detail::Pooling<Max> {
    static constexpr std::string_view name = "Max";

    template <class T, std::size_t W>
    static void pool(const ConstMatrixView<T>& steps, T* out) {
        const auto row = [&](std::size_t i) { return steps.row(i); };
        kernels::max_rows<T, W>(steps.rows, row, out, steps.columns);
    }
    template <class T, std::size_t W>
    static void spread(const ConstMatrixView<T>& steps, const T* out, const T* d_out, const MatrixView<T>& d_steps) {
        const auto row = [&](std::size_t i) { return steps.row(i); };
        const auto d_row = [&](std::size_t i) { return d_steps.row(i); };
        kernels::max_rows_gradient<T, W>(steps.rows, row, out, d_out, d_row, steps.columns);
    }
};

} // namespace linnet::inline LINNET_ISA
