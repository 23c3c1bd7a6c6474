// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, because it needs Eigen.
#if __has_include(<Eigen/Cholesky>)

#include <algorithm>
#include <cstddef>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Calls `body(first_row, rows, first_column, columns)` for the tiles of `tile x tile` on and below the diagonal of an
/// n x n matrix, divided among threads. `cost` is that of a number in a tile.
template <class Body>
LINNET_HOT void for_each_lower_tile(std::size_t n, std::size_t tile, std::size_t cost, Executor* executor,
                                    const Body& body) {
    const std::size_t side = (n + tile - 1) / tile;
    for_each_share(executor, side * (side + 1) / 2, 1, tile * tile * cost, [&](std::size_t first, std::size_t count) {
        std::size_t row = 0;
        while ((row + 1) * (row + 2) / 2 <= first) {
            ++row;
        }
        std::size_t column = first - row * (row + 1) / 2;
        for (; count != 0; --count) {
            const std::size_t i = row * tile;
            const std::size_t j = column * tile;
            body(i, std::min(tile, n - i), j, std::min(tile, n - j));
            if (column++ == row) {
                ++row;
                column = 0;
            }
        }
    });
}

/// Turns a symmetric, positive definite matrix, of which it reads and writes the half below the diagonal alone, into
/// the negative of its inverse. Returns false if the matrix is not positive definite in double; then its numbers are
/// lost.
///
/// It sweeps a block of 128 rows and columns after the other: with D = A(k, k)^-1, A(i, j) -= A(i, k) D A(k, j), A(i,
/// k) = A(i, k) D and A(k, k) = -D. The bits do not depend on the number of threads. Cost: n^3 flops, and three times n
/// x 128 numbers of memory. Source: Goodnight, "A tutorial on the SWEEP operator", The American Statistician 33, 1979.
[[nodiscard]] LINNET_HOT inline bool invert_positive(Eigen::MatrixXd& a, Executor* executor) {
    using Index = Eigen::Index;
    constexpr std::size_t block = 128;
    constexpr std::size_t tile = 256;
    const auto n = static_cast<std::size_t>(a.rows());
    Eigen::MatrixXd panel(n, std::min(block, n));
    Eigen::MatrixXd swept(n, std::min(block, n));
    for (std::size_t k = 0; k < n; k += block) {
        const auto width = static_cast<Index>(std::min(block, n - k));
        const auto first = static_cast<Index>(k);
        const auto size = static_cast<Index>(n);
        const Index below = size - first - width;
        const Eigen::LLT<Eigen::MatrixXd> factor(a.block(first, first, width, width)); // reads the lower half
        const Eigen::MatrixXd inverse = factor.solve(Eigen::MatrixXd::Identity(width, width));
        if (factor.info() != Eigen::Success || !inverse.allFinite()) {
            return false;
        }
        // What the tiles do to the rows and columns of the block is overwritten, and they compute with no unset number.
        panel.topLeftCorner(first, width) = a.block(first, 0, width, first).transpose();
        panel.block(first, 0, width, width).setZero();
        panel.bottomLeftCorner(below, width) = a.bottomRows(below).middleCols(first, width);
        // Eigen's bits may depend on the shape of a product, so that tiles have the same shape on any number of
        // threads.
        for_each_share(executor, n, tile, block * block / multiply_adds_per_cost,
                       [&](std::size_t begin, std::size_t rows) {
                           for (std::size_t row = begin; row < begin + rows; row += tile) {
                               const auto i = static_cast<Index>(row);
                               const auto count = static_cast<Index>(std::min(tile, begin + rows - row));
                               swept.block(i, 0, count, width).noalias() = panel.block(i, 0, count, width) * inverse;
                           }
                       });
        for_each_lower_tile(n, tile, block / multiply_adds_per_cost, executor,
                            [&](std::size_t row, std::size_t rows, std::size_t column, std::size_t columns) {
                                const auto i = static_cast<Index>(row);
                                const auto j = static_cast<Index>(column);
                                const auto height = static_cast<Index>(rows);
                                const auto breadth = static_cast<Index>(columns);
                                a.block(i, j, height, breadth).noalias() -=
                                    swept.block(i, 0, height, width) * panel.block(j, 0, breadth, width).transpose();
                            });
        a.block(first, 0, width, first) = swept.topLeftCorner(first, width).transpose();
        a.bottomRows(below).middleCols(first, width) = swept.bottomLeftCorner(below, width);
        a.block(first, first, width, width) = -inverse;
    }
    return true;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif
