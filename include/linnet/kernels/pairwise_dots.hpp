// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// Products of vectors i ... i + Rows - 1 with `Packs` packs of vectors, from `first` on. Full packs are stored, so
/// that what is above the diagonal lands where the next rows belong, but nothing behind the last product.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs>
LINNET_INLINE void pairwise_tile(const MatrixView<const T>& vectors, const MatrixView<const T>& transposed,
                                 std::size_t i, std::size_t first, T* to) {
    using P = pack<T, W>;
    P sums[Rows][Packs];
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[r][p] = P(T{0});
        }
    }
    const T* const row = vectors.row(i);
    const T* column = transposed.data + first;
    const std::size_t n = vectors.columns;
    for (std::size_t k = 0; k < n; ++k, column += transposed.stride) {
        P others[Packs];
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Packs; ++p) {
            others[p] = P::load(column + p * W);
        }
#pragma GCC unroll 8
        for (std::size_t r = 0; r < Rows; ++r) {
            const P element(row[r * vectors.stride + k]);
#pragma GCC unroll 8
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[r][p] = fma(element, others[p], sums[r][p]);
            }
        }
    }
    const std::size_t end = vectors.rows * (vectors.rows - 1) / 2;
    std::size_t at = i * (i - 1) / 2 + first;
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; at += i + r, ++r) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < Packs; ++p) {
            const std::size_t here = at + p * W;
            sums[r][p].store(to + here, FirstLanes{here < end ? end - here : 0});
        }
    }
}

/// Rows i ... i + Rows - 1, in as many packs as the last of them needs. The last packs come first: what they store
/// beyond their row is then overwritten by the rows below.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs>
LINNET_INLINE void pairwise_rows(const MatrixView<const T>& vectors, const MatrixView<const T>& transposed,
                                 std::size_t i, T* to) {
    std::size_t pack = (i + Rows - 2) / W + 1; // packs up to column i + Rows - 2
    for (; pack % Packs != 0; --pack) {
        pairwise_tile<T, W, Rows, 1>(vectors, transposed, i, (pack - 1) * W, to);
    }
    for (; pack != 0; pack -= Packs) {
        pairwise_tile<T, W, Rows, Packs>(vectors, transposed, i, (pack - Packs) * W, to);
    }
}

} // namespace detail

/// The inner products of every two of m vectors, below the diagonal of the matrix of all products, row by row: to[i (i
/// - 1) / 2 + j] = sum over k of v(i, k) v(j, k), j < i, in the order of k.
///
/// Shapes: vectors `m x n`, transposed `n x m`, whose rows are read up to the next multiple of W columns; to
/// `m (m - 1) / 2`. Cost: about m^2 n flops.
template <class T, std::size_t W>
void pairwise_dots(MatrixView<const T> vectors, MatrixView<const T> transposed, T* to) {
    constexpr std::size_t rows = 5;
    constexpr std::size_t packs = detail::matmul_registers_per_pack<T, W> > 1 ? 1 : 2;
    const std::size_t m = vectors.rows;
    std::size_t i = 1;
    for (; i < m && (m - i) % rows != 0; ++i) { // the odd rows come first, where they are short
        detail::pairwise_rows<T, W, 1, packs>(vectors, transposed, i, to);
    }
    for (; i < m; i += rows) {
        detail::pairwise_rows<T, W, rows, packs>(vectors, transposed, i, to);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
