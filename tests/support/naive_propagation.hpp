// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet_test {

using DenseMatrix = std::vector<std::vector<double>>; // row by row

template <class T>
[[nodiscard]] DenseMatrix dense_matrix(linnet::MatrixView<T> matrix) {
    DenseMatrix result(matrix.rows);
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        for (std::size_t c = 0; c < matrix.columns; ++c) {
            result[r].push_back(static_cast<double>(matrix(r, c)));
        }
    }
    return result;
}

/// What the paper on LightGCN writes, as it writes it: the whole matrix A = D^-1/2 B D^-1/2 of users above items, and
/// 1 / (layers + 1) times the sum of A^k E. In a social graph user `from[i]` is also joined with user `to[i]`.
class NaivePropagation {
public:
    NaivePropagation(const std::vector<linnet::row_id>& users, const std::vector<linnet::row_id>& items,
                     std::size_t user_rows, std::size_t item_rows, const std::vector<linnet::row_id>& from = {},
                     const std::vector<linnet::row_id>& to = {})
        : users_{user_rows}, a_(user_rows + item_rows, std::vector<double>(user_rows + item_rows)) {
        for (std::size_t i = 0; i < users.size(); ++i) {
            a_[users[i]][user_rows + items[i]] = 1;
            a_[user_rows + items[i]][users[i]] = 1;
        }
        for (std::size_t i = 0; i < from.size(); ++i) {
            a_[from[i]][to[i]] = a_[to[i]][from[i]] = 1;
        }
        std::vector<double> degree(a_.size());
        for (std::size_t r = 0; r < a_.size(); ++r) {
            for (const double edge : a_[r]) {
                degree[r] += edge;
            }
        }
        for (std::size_t r = 0; r < a_.size(); ++r) {
            for (std::size_t c = 0; c < a_.size(); ++c) {
                a_[r][c] = a_[r][c] == 0 ? 0 : 1 / std::sqrt(degree[r] * degree[c]);
            }
        }
    }

    /// Of the tables of users and items, or of the gradients of what was propagated.
    [[nodiscard]] std::pair<DenseMatrix, DenseMatrix>
    operator()(const DenseMatrix& of_users, const DenseMatrix& of_items, std::size_t layers) const {
        DenseMatrix power{of_users};
        power.insert(power.end(), of_items.begin(), of_items.end());
        DenseMatrix total{power};
        for (std::size_t k = 1; k <= layers; ++k) {
            DenseMatrix next(power.size(), std::vector<double>(power[0].size()));
            for (std::size_t r = 0; r < power.size(); ++r) {
                for (std::size_t n = 0; n < power.size(); ++n) {
                    for (std::size_t c = 0; c < power[n].size(); ++c) {
                        next[r][c] += a_[r][n] * power[n][c];
                    }
                }
            }
            power = next;
            for (std::size_t r = 0; r < power.size(); ++r) {
                for (std::size_t c = 0; c < power[r].size(); ++c) {
                    total[r][c] += power[r][c];
                }
            }
        }
        for (auto& row : total) {
            for (double& x : row) {
                x /= static_cast<double>(layers + 1);
            }
        }
        const auto middle = total.begin() + static_cast<std::ptrdiff_t>(users_);
        return {{total.begin(), middle}, {middle, total.end()}};
    }

private:
    std::size_t users_;
    DenseMatrix a_;
};

} // namespace linnet_test
