// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/lanes.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// Products of `Rows` vectors with the first of all vectors, in as many packs as the last of the rows needs.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs>
LINNET_INLINE void pairwise_tile(MatrixView<const T> vectors, MatrixView<const T> transposed, std::size_t i,
                                 MatrixView<T> products) {
    const std::size_t needed = (i + Rows - 2) / W + 1; // packs up to column i + Rows - 2
    const auto tile = [&]<std::size_t Wide>(std::size_t pack) LINNET_INLINE_LAMBDA {
        matmul_tile<T, W, Rows, Wide>(vectors.columns, {vectors.row(i), vectors.stride, 1},
                                      {transposed.data + pack * W, transposed.stride},
                                      {products.row(i) + pack * W, products.stride}, {nullptr, 0}, AllLanes{}, nullptr);
    };
    std::size_t pack = 0;
    for (; pack + Packs <= needed; pack += Packs) {
        tile.template operator()<Packs>(pack);
    }
    for (; pack < needed; ++pack) {
        tile.template operator()<1>(pack);
    }
}

} // namespace detail

/// The inner products of every two of m vectors, below the diagonal of the matrix of all products, row by row: to[i (i
/// - 1) / 2 + j] = sum over k of v(i, k) v(j, k), j < i, in the order of k.
///
/// Shapes: vectors `m x n`, transposed `n x m`, to `m (m - 1) / 2`; products is scratch of m rows. The rows of
/// transposed and products are read and written up to the next multiple of W columns. Cost: about m^2 n flops.
template <class T, std::size_t W>
void pairwise_dots(MatrixView<const T> vectors, MatrixView<const T> transposed, MatrixView<T> products, T* to) {
    constexpr std::size_t rows = 5;
    const std::size_t m = vectors.rows;
    std::size_t i = 1;
    for (; i < m && (m - i) % rows != 0; ++i) { // the odd rows come first, where they are short
        detail::pairwise_tile<T, W, 1, 2>(vectors, transposed, i, products);
    }
    for (; i < m; i += rows) {
        detail::pairwise_tile<T, W, rows, 2>(vectors, transposed, i, products);
    }
    for (i = 1; i < m; to += i, ++i) {
        copy_row<T, W>(products.row(i), to, i);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
