// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/solve_positive.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

namespace solve_positive_test {

using namespace linnet;

TEST_CASE("A times the solution is b, whatever is above the diagonal") {
    for (const std::size_t n : {1U, 2U, 5U, 33U}) {
        std::vector<double> root(n * n);
        std::vector<double> b(n);
        for (std::size_t i = 0; i < n * n; ++i) {
            root[i] = Random{1, n}.uniform(i) - 0.5;
        }
        std::vector<double> a(n * n);
        for (std::size_t i = 0; i < n; ++i) {
            b[i] = Random{2, n}.uniform(i) - 0.5;
            for (std::size_t j = 0; j < n; ++j) {
                for (std::size_t k = 0; k < n; ++k) {
                    a[i * n + j] += root[i * n + k] * root[j * n + k];
                }
                a[i * n + j] += i == j ? 1.0 : 0.0;
            }
        }
        std::vector<double> factor = a;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = i + 1; j < n; ++j) {
                factor[i * n + j] = 7.0;
            }
        }
        std::vector<double> x = b;
        REQUIRE(detail::solve_positive(factor, x));
        for (std::size_t i = 0; i < n; ++i) {
            double product = 0.0;
            for (std::size_t j = 0; j < n; ++j) {
                product += a[i * n + j] * x[j];
            }
            CHECK(std::abs(product - b[i]) < 1e-12);
        }
    }
}

TEST_CASE("what is not positive definite, or no number, has no solution") {
    std::vector<double> x{1.0, 1.0};
    std::vector<double> indefinite{1.0, 0.0, 2.0, 1.0};
    CHECK_FALSE(detail::solve_positive(indefinite, x));
    std::vector<double> zeros(4);
    CHECK_FALSE(detail::solve_positive(zeros, x));
    std::vector<double> nan{1.0, 0.0, std::numeric_limits<double>::quiet_NaN(), 1.0};
    CHECK_FALSE(detail::solve_positive(nan, x));
}

} // namespace solve_positive_test
