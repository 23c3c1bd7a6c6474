// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/inner_products.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// How similar the rows of a table are, as a Scorer of rows for rows: a . b / (|a| |b|), and 0 if one of them is a row
/// of zeros. The view must stay valid. It gives the same bits at every W. Cost: 2 n flops for a pair, and 2 n for each
/// row to make it.
template <class T, std::size_t W = native_width<T>>
class CosineScorer {
public:
    using scalar = T;
    struct Workspace {
        Matrix<T> vectors;
        Matrix<T> products;
    };

    LINNET_COLD explicit CosineScorer(ConstMatrixView<T> vectors) : vectors_{vectors}, norms_(vectors.rows) {
        for (std::size_t r = 0; r < vectors.rows; ++r) {
            norms_[r] = std::sqrt(kernels::dot<T, W>(vectors.row(r), vectors.row(r), vectors.columns));
        }
    }

    [[nodiscard]] std::size_t users() const { return vectors_.rows; }
    [[nodiscard]] std::size_t items() const { return vectors_.rows; }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        workspace.vectors.reserve(users.size(), vectors_.columns);
        const MatrixView<T> vectors = workspace.vectors.top(users.size());
        for (std::size_t u = 0; u < users.size(); ++u) {
            kernels::copy_row<T, W>(vectors_.row(users[u]), vectors.row(u), vectors_.columns);
        }
        kernels::inner_products<T, W>(vectors, vectors_.middle(first, out.columns), out, workspace.products);
        for (std::size_t u = 0; u < users.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = cosine(out(u, j), users[u], first + j);
            }
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out, Workspace&) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            out[i] = cosine(kernels::dot<T, W>(vectors_.row(user), vectors_.row(items[i]), vectors_.columns), user,
                            items[i]);
        }
    }

private:
    [[nodiscard]] T cosine(T product, std::size_t a, std::size_t b) const {
        const T norms = norms_[a] * norms_[b];
        return norms == T{0} ? T{0} : product / norms;
    }

    ConstMatrixView<T> vectors_;
    std::vector<T> norms_;
};

} // namespace linnet::inline LINNET_ISA
