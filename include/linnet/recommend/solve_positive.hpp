// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Solves A x = b for a symmetric, positive definite A of n x n, of which it reads the half below the diagonal. A
/// becomes its Cholesky factor. Returns false if A is not positive definite.
[[nodiscard]] bool solve_positive(std::vector<double>& a, std::vector<double>& x);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION bool solve_positive(std::vector<double>& a, std::vector<double>& x) {
    const std::size_t n = x.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k) {
                rest -= a[i * n + k] * a[j * n + k];
            }
            if (i == j && !(rest > 0.0)) {
                return false;
            }
            a[i * n + j] = i == j ? std::sqrt(rest) : rest / a[j * n + j];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            x[i] -= a[i * n + k] * x[k];
        }
        x[i] /= a[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) {
            x[i] -= a[k * n + i] * x[k];
        }
        x[i] /= a[i * n + i];
    }
    return true;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
