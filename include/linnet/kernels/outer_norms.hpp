// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

template <class T, std::size_t W>
[[nodiscard]] double squared_norm(const T* x, std::size_t n) {
    return static_cast<double>(dot<T, W>(x, x, n));
}

/// The same for all rows of a matrix.
template <class T, std::size_t W>
[[nodiscard]] double squared_norm(ConstMatrixView<T> x) {
    double squares = 0.0;
    for (std::size_t r = 0; r < x.rows; ++r) {
        squares += squared_norm<T, W>(x.row(r), x.columns);
    }
    return squares;
}

/// Whether products of all pairs of rows take less time than the sum itself. Counted in multiply-adds; those of a dot
/// product take about twice the time of those of a matrix product, and each dot product takes that of some 240 more.
[[nodiscard]] inline bool pairs_are_cheaper(std::size_t rows, std::size_t n, std::size_t m) {
    return (rows + 1) * (n + m + 480) < n * m + 2 * std::min(n, m) * (std::max(n, m) + 240) / rows;
}

} // namespace detail

/// |sum over t of x_t (x) d_t|^2, the squared norm of the gradient of a kernel of `n x m`, and, with a bias, +
/// |sum over t of d_t|^2. The sum of outer products is not formed if it is cheaper to take sum over t and s of
/// (x_t . x_s) (d_t . d_s), which is the same.
///
/// Shapes: x `rows x n`, d `rows x m`; scratch `min(n, m) + 1 x max(n, m)`, if there is more than one row.
/// Cost: the smaller of rows n m and rows^2 (n + m) / 2 multiply-adds, about.
/// Source: Li et al., "Large language models can be strong differentially private learners", ICLR 2022.
template <class T, std::size_t W>
[[nodiscard]] double outer_norm(ConstMatrixView<T> x, ConstMatrixView<T> d, bool with_bias, MatrixView<T> scratch) {
    const double bias = with_bias ? 1.0 : 0.0;
    if (x.rows == 0) {
        return 0.0;
    }
    if (x.rows == 1) {
        return (detail::squared_norm<T, W>(x.data, x.columns) + bias) * detail::squared_norm<T, W>(d.data, d.columns);
    }
    double squares = 0.0;
    if (detail::pairs_are_cheaper(x.rows, x.columns, d.columns)) {
        for (std::size_t t = 0; t < x.rows; ++t) {
            for (std::size_t s = 0; s <= t; ++s) {
                const double of_x = static_cast<double>(dot<T, W>(x.row(t), x.row(s), x.columns)) + bias;
                const double of_d = static_cast<double>(dot<T, W>(d.row(t), d.row(s), d.columns));
                squares = multiply_add(s == t ? of_x : 2.0 * of_x, of_d, squares);
            }
        }
        return squares;
    }
    if (with_bias) {
        const T one{1};
        T* const sums = scratch.row(0);
        std::fill_n(sums, d.columns, T{0});
        vecmat_add<T, W>(&one, 0, d, sums);
        squares = detail::squared_norm<T, W>(sums, d.columns);
    }
    if (x.columns > d.columns) {
        std::swap(x, d); // fewer and longer rows of the sum
    }
    const MatrixView<T> sum{scratch.data, x.columns, d.columns, scratch.stride};
    matmul<T, W>(x.columns, x.rows, d.columns, {x.data, 1, x.stride}, {d.data, d.stride}, {sum.data, sum.stride},
                 {nullptr, 0});
    return squares + detail::squared_norm<T, W>(sum);
}

/// norms[b] += `outer_norm` of the rows of sample b, `context.rows_of`, for `scale` times d. Threads divide the
/// samples.
///
/// Shapes: x `rows x n`, d `rows x m`.
template <class T, std::size_t W, class Context>
void add_outer_norms(const Context& context, std::type_identity_t<ConstMatrixView<T>> x,
                     std::type_identity_t<ConstMatrixView<T>> d, bool with_bias, T scale = T{1}) {
    SampleNorms<T>& norms = context.norms;
    const double factor = static_cast<double>(scale) * static_cast<double>(scale);
    const std::size_t scratch_rows = std::min(x.columns, d.columns) + 1;
    MatrixView<T> scratch;
    if (!context.offsets.empty()) {
        scratch = norms.scratch(threads_of(context.executor), scratch_rows, std::max(x.columns, d.columns));
    }
    const std::size_t rows = context.typical_rows(x.rows);
    const std::size_t cost =
        rows * (x.columns + d.columns) + (rows - 1) * x.columns * d.columns / linnet::detail::multiply_adds_per_cost;
    for_each_share(
        context.executor, norms.samples(), 1, cost, [&](std::size_t first, std::size_t count, std::size_t share) {
            const MatrixView<T> space = scratch.middle(share * scratch_rows, scratch_rows);
            for (std::size_t b = first; b < first + count; ++b) {
                norms.add(b, factor * outer_norm<T, W>(context.rows_of(x, b), context.rows_of(d, b), with_bias, space));
            }
        });
}

/// The same for an input that is never assembled, whose rows are samples.
template <class T, std::size_t W, class Context, std::size_t... Columns>
void add_outer_norms(const Context& context, const RowSegments<T, Columns...>& x, ConstMatrixView<T> d,
                     bool with_bias) {
    const std::size_t cost = (Columns + ...) + d.columns;
    for_each_share(context.executor, x.rows, 1, cost, [&](std::size_t first, std::size_t count) {
        for (std::size_t b = first; b < first + count; ++b) {
            double squares = with_bias ? 1.0 : 0.0;
            for (std::size_t segment = 0; segment < x.size; ++segment) {
                squares += detail::squared_norm<T, W>(x.segments[segment].row(b), x.columns[segment]);
            }
            context.norms.add(b, squares * detail::squared_norm<T, W>(d.row(b), d.columns));
        }
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
