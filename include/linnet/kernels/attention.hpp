// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/kernels/transpose.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// What attention reads of one sequence and one head. Shapes: all `steps x n`.
template <class T>
struct AttentionInput {
    ConstMatrixView<T> queries;
    ConstMatrixView<T> keys;
    ConstMatrixView<T> values;
};

/// From one row of attention weights to the next: rows are padded to whole packs of any width.
template <class T>
[[nodiscard]] constexpr std::size_t attention_stride(std::size_t steps) {
    return padded_stride<T>((steps + 15) / 16 * 16);
}

namespace detail {

/// to = left right^T over the padded columns of `to`. Where it is `causal`, some of what lies behind the diagonal is
/// left out. Shapes: left and right `steps x n`, to `steps x steps`, scratch `n` times the stride of `to`.
template <class T, std::size_t W>
void attention_products(bool causal, const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
                        const MatrixView<T>& to, T* scratch) {
    const std::size_t padded = (to.columns + 15) / 16 * 16;
    const MatrixView<T> transposed{scratch, right.columns, right.rows, to.stride};
    transpose<T, W>(right, transposed);
    for (std::size_t r = 0; r < transposed.rows; ++r) {
        std::fill(transposed.row(r) + right.rows, transposed.row(r) + padded, T{0});
    }
    const std::size_t block = causal ? 64 : to.rows; // whole panels of a matrix product
    for (std::size_t r = 0; r < to.rows; r += block) {
        const std::size_t rows = std::min(block, to.rows - r);
        const std::size_t columns = causal ? std::min(padded, r + block) : padded;
        matmul<T, W>(rows, left.columns, columns, {left.row(r), left.stride, 1}, {scratch, to.stride},
                     {to.row(r), to.stride}, {nullptr, 0});
    }
}

/// The rows of a square matrix that are taken together where everything behind its diagonal is zero: whole tiles of a
/// matrix product, few enough to leave out much of the zeros.
inline constexpr std::size_t causal_rows = 20;

/// out = weights in. Where they are `causal`, weights(i, j) = 0 for j > i, and most of them are left out.
template <class T, std::size_t W>
void attention_sums(bool causal, const ConstMatrixView<T>& weights, const ConstMatrixView<T>& in,
                    const MatrixView<T>& out) {
    const std::size_t block = causal ? causal_rows : out.rows;
    for (std::size_t r = 0; r < out.rows; r += block) {
        const std::size_t rows = std::min(block, out.rows - r);
        matmul<T, W>(rows, causal ? r + rows : out.rows, out.columns, {weights.row(r), weights.stride, 1},
                     {in.data, in.stride}, {out.row(r), out.stride}, {nullptr, 0});
    }
}

/// out = weights^T in, as there.
template <class T, std::size_t W>
void attention_transposed_sums(bool causal, const ConstMatrixView<T>& weights, const ConstMatrixView<T>& in,
                               const MatrixView<T>& out) {
    const std::size_t block = causal ? causal_rows : out.rows;
    for (std::size_t r = 0; r < out.rows; r += block) {
        const std::size_t first = causal ? r : 0;
        matmul<T, W>(std::min(block, out.rows - r), out.rows - first, out.columns,
                     {weights.row(first) + r, 1, weights.stride}, {in.row(first), in.stride}, {out.row(r), out.stride},
                     {nullptr, 0});
    }
}

} // namespace detail

/// weights(i, :) = softmax(queries(i, :) keys^T), and out = weights values. `causal`: step i sees the steps up to its
/// own, and weights(i, j) = 0 for j > i.
///
/// Shapes: weights `steps x steps` with rows attention_stride(steps) apart, whose padding may be written, too; out
/// `steps x m` for m >= n, where the rows of values must go on as far: whole packs are faster than the columns of a
/// head; scratch `n attention_stride(steps)`. Cost: 4 steps^2 n flops.
template <class T, std::size_t W>
LINNET_HOT void attend(const AttentionInput<T>& in, bool causal, const MatrixView<T>& weights, const MatrixView<T>& out,
                       T* scratch) {
    const std::size_t steps = in.queries.rows;
    detail::attention_products<T, W>(causal, in.queries, in.keys, weights, scratch);
    for (std::size_t i = 0; i < steps; ++i) {
        T* const row = weights.row(i);
        const std::size_t seen = causal ? i + 1 : steps;
        softmax<T, W>(row, row, seen);
        std::fill(row + seen, row + steps, T{0});
    }
    detail::attention_sums<T, W>(causal, weights, in.values, out);
}

/// The gradient of `attend`, which wrote `weights`: d_values = weights^T d_out, d_queries = S keys and
/// d_keys = S^T queries, where row i of S is the gradient of the softmax for d_out(i, :) values^T.
///
/// Shapes: d_out, d_queries, d_keys and d_values `steps x n`; s like weights; scratch as there. Cost: 8 steps^2 n
/// flops.
template <class T, std::size_t W>
LINNET_HOT void attend_gradient(const AttentionInput<T>& in, bool causal, const ConstMatrixView<T>& weights,
                                const ConstMatrixView<T>& d_out, const MatrixView<T>& d_queries,
                                const MatrixView<T>& d_keys, const MatrixView<T>& d_values, const MatrixView<T>& s,
                                T* scratch) {
    const std::size_t steps = in.queries.rows;
    detail::attention_transposed_sums<T, W>(causal, weights, d_out, d_values);
    detail::attention_products<T, W>(causal, d_out, in.values, s, scratch);
    for (std::size_t i = 0; i < steps; ++i) {
        T* const row = s.row(i);
        const std::size_t seen = causal ? i + 1 : steps;
        softmax_gradient<T, W>(weights.row(i), row, row, seen);
        std::fill(row + seen, row + steps, T{0});
    }
    detail::attention_sums<T, W>(causal, s, in.keys, d_queries);
    detail::attention_transposed_sums<T, W>(causal, s, in.queries, d_keys);
}

} // namespace linnet::inline LINNET_ISA::kernels
