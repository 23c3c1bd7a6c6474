// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/pooling.hpp>

namespace linnet::inline LINNET_ISA {

/// The sum of the steps of each sequence over the root of their number: out(b, :) = (in(b, 1, :) + in(b, 2, :) + ...) /
/// sqrt(steps of b), each divided before it is added; zeros for an empty one. Its variance does not depend on the
/// number of independent steps. As an option of EmbeddingBag, the weighted sum of the listed rows, divided by the root
/// of the sum of the squares of the weights: a Dense without bias that reads the list as one row of weights
/// per id, divided by its L2 norm.
///
/// Shapes: `batch x steps x n` -> `batch x n`. Backward: each step gets d_out(b, :) / sqrt(steps of b).
/// Source: Koren, "Factorization meets the neighborhood", KDD 2008, equation 15; the combiner `sqrtn` of TensorFlow
/// `embedding_lookup_sparse`.
struct SqrtN : detail::Pooling<SqrtN> {
    static constexpr std::string_view name = "SqrtN";

    template <class T, std::size_t W>
    static void pool(const ConstMatrixView<T>& steps, T* out) {
        const T weight = T{1} / std::sqrt(static_cast<T>(steps.rows));
        kernels::scale_row<T, W>(weight, steps.row(0), out, steps.columns);
        for (std::size_t i = 1; i < steps.rows; ++i) {
            kernels::add_scaled_row<T, W>(weight, steps.row(i), out, steps.columns);
        }
    }
    template <class T, std::size_t W>
    static void spread(const ConstMatrixView<T>& steps, const T*, const T* d_out, const MatrixView<T>& d_steps) {
        const T weight = T{1} / std::sqrt(static_cast<T>(steps.rows));
        for (std::size_t i = 0; i < steps.rows; ++i) {
            kernels::scale_row<T, W>(weight, d_out, d_steps.row(i), steps.columns);
        }
    }
};

} // namespace linnet::inline LINNET_ISA
