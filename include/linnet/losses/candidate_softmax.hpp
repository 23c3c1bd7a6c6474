// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

// What the losses share that compare each query of a batch with many candidates by one matrix product.
namespace linnet::inline LINNET_ISA::detail {

template <class T>
[[nodiscard]] kernels::MatmulLeft<T> left(ConstMatrixView<T> matrix) {
    return {matrix.data, matrix.stride, 1};
}
template <class T>
[[nodiscard]] kernels::MatmulRows<T> whole(MatrixView<T> matrix) {
    return {matrix.data, matrix.stride};
}
template <class T>
[[nodiscard]] kernels::MatmulRows<const T> whole(ConstMatrixView<T> matrix) {
    return {matrix.data, matrix.stride};
}

/// row = scale * row + shifts, over n elements.
template <class T, std::size_t W>
void add_shifts(T* row, T scale, const T* shifts, std::size_t n) {
    using P = pack<T, W>;
    for_each_pack<W>(n, [&](std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
        fma(P::load(row + j, lanes), P(scale), P::load(shifts + j, lanes)).store(row + j, lanes);
    });
}

/// Turns the logits of a row, of which number i is the positive, into `scale` times the derivatives of
/// -log softmax_i, and returns that. Logits that lie more than 64 (600 in double) below the highest count for nothing:
/// they would not change the sum, and arithmetic on subnormal numbers takes a hundred times as long.
template <class T, std::size_t W>
T softmax_row(T* row, std::size_t i, std::size_t n, T scale) {
    using P = pack<T, W>;
    const P lowest(sizeof(T) == 4 ? T{-64} : T{-600});
    const T positive = row[i];
    const T highest = kernels::highest_of<T, W>(row, n);
    for_each_pack<W>(n, [&](std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
        const P x = P::load(row + j, lanes) - P(highest);
        select(x < lowest, P(T{0}), exp(max(lowest, x))).store(row + j, lanes);
    });
    const T total = kernels::sum<T, W>(row, n);
    const T of_positive = row[i] / total;
    kernels::scale_row<T, W>(scale / total, row, row, n);
    row[i] = scale * (of_positive - T{1});
    return (highest - positive) + log(pack<T, 1>(total)).value();
}

/// to(j, 0) = the sum over column j, which is added to what is there if `adds`. Shape: `rows x n` -> `n x 1`.
template <class T>
void add_up_columns(ConstMatrixView<T> matrix, bool adds, MatrixView<T> to) {
    for (std::size_t j = 0; !adds && j < matrix.columns; ++j) {
        to(j, 0) = T{0};
    }
    for (std::size_t i = 0; i < matrix.rows; ++i) {
        for (std::size_t j = 0; j < matrix.columns; ++j) {
            to(j, 0) += matrix(i, j);
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail
