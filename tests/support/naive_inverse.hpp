// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace linnet_test {

/// The inverse of a matrix by Gauss and Jordan, without pivoting: it is positive definite.
[[nodiscard]] inline std::vector<std::vector<double>> naive_inverse(std::vector<std::vector<double>> a) {
    const std::size_t n = a.size();
    std::vector<std::vector<double>> b(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
        b[i][i] = 1;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double pivot = a[k][k];
        for (std::size_t j = 0; j < n; ++j) {
            a[k][j] /= pivot;
            b[k][j] /= pivot;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const double factor = a[i][k];
            for (std::size_t j = 0; i != k && j < n; ++j) {
                a[i][j] -= factor * a[k][j];
                b[i][j] -= factor * b[k][j];
            }
        }
    }
    return b;
}

} // namespace linnet_test
