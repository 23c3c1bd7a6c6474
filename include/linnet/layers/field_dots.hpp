// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/matmul_columns.hpp>
#include <linnet/kernels/pairwise_dots.hpp>
#include <linnet/kernels/transpose.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The inner products of every two of m vectors of n columns, which lie side by side in a row, below the diagonal of
/// the matrix of all products, row by row; and their gradient. It is the workspace of layers that need them.
template <class T, std::size_t W, std::size_t M, std::size_t N>
class FieldDots {
public:
    static constexpr std::size_t pairs = M * (M - 1) / 2;
    static constexpr std::size_t cost = M * N * (2 + M / multiply_adds_per_cost); ///< of a row

    /// Makes room for as many threads as there are.
    void reserve(const Executor* executor) {
        transposed_.reserve(threads_of(executor) * N, (M + W - 1) / W * W);
        d_products_.reserve(threads_of(executor) * M, M);
    }

    /// Calls `finish(b)` when the products of row b are there.
    /// Shapes: in `rows x m n` -> out `rows x pairs`.
    template <class Finish>
    void forward(Executor* executor, ConstMatrixView<T> in, MatrixView<T> out, const Finish& finish) {
        reserve(executor);
        for_each_share(executor, in.rows, 1, cost, [&](std::size_t first, std::size_t count, std::size_t share) {
            MatrixView<T> transposed = transposed_.view().middle(share * N, N);
            transposed.columns = M;
            for (std::size_t b = first; b < first + count; ++b) {
                const ConstMatrixView<T> vectors{in.row(b), M, N, N};
                kernels::transpose<T, W>(vectors, transposed);
                kernels::pairwise_dots<T, W>(vectors, transposed, out.row(b));
                finish(b);
            }
        });
    }

    /// After a forward with the same executor. Shapes: in and d_in `rows x m n`, d_out `rows x pairs`.
    void backward(Executor* executor, ConstMatrixView<T> in, ConstMatrixView<T> d_out, MatrixView<T> d_in) {
        for_each_share(executor, in.rows, 1, 2 * cost, [&](std::size_t first, std::size_t count, std::size_t share) {
            const MatrixView<T> d_products = d_products_.view().middle(share * M, M);
            for (std::size_t b = first; b < first + count; ++b) {
                mirror(d_out.row(b), d_products);
                multiply(d_products, in.row(b), d_in.row(b));
            }
        });
    }

    /// The symmetric matrix of numbers for every two vectors, which come as the products do, with a diagonal of zeros.
    static void mirror(const T* from, const MatrixView<T>& to) {
        for (std::size_t i = 0; i < M; from += i, ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                to(i, j) = to(j, i) = from[j];
            }
            to(i, i) = T{0};
        }
    }

    /// to_i = sum over j of factors(i, j) vector_j, in the order of j.
    static void multiply(const MatrixView<T>& factors, const T* vectors, T* to) {
        kernels::matmul_columns<T, W, N>(M, M, {factors.data, factors.stride, 1}, {vectors, N}, {to, N}, {nullptr, 0});
    }

private:
    Matrix<T> transposed_; // for each share of the loop, the vectors of one row, in columns
    Matrix<T> d_products_; // for each share of the loop, the gradient of all products of one row
};

} // namespace linnet::inline LINNET_ISA::detail
