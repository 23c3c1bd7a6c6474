// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/invert_positive.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "../support/eager_pool.hpp"
#include "../support/naive_inverse.hpp"

namespace invert_positive_test {

using namespace linnet;
using namespace linnet_test;

#if __has_include(<Eigen/Cholesky>)

namespace {

/// X'X + lambda I of random zeros and ones.
std::vector<std::vector<double>> gram_of(std::size_t n, double lambda) {
    std::vector<std::vector<double>> gram(n, std::vector<double>(n));
    for (std::size_t user = 0; user < 60; ++user) {
        std::vector<std::size_t> had;
        for (std::size_t i = 0; i < n; ++i) {
            if (Random{3, user}.below(4, i) == 0) {
                had.push_back(i);
            }
        }
        for (const std::size_t i : had) {
            for (const std::size_t j : had) {
                gram[i][j] += 1;
            }
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        gram[i][i] += lambda;
    }
    return gram;
}

/// On and below the diagonal; above it there is what nobody may read.
Eigen::MatrixXd lower_half(const std::vector<std::vector<double>>& gram) {
    const auto n = static_cast<Eigen::Index>(gram.size());
    Eigen::MatrixXd a(n, n);
    for (std::size_t i = 0; i < gram.size(); ++i) {
        for (std::size_t j = 0; j < gram.size(); ++j) {
            a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = i >= j ? gram[i][j] : 1e300;
        }
    }
    return a;
}

} // namespace

TEST_CASE(
    "the inverse is that of elimination, below the diagonal, of sizes round the blocks, on any number of threads") {
    for (const std::size_t n : {1U, 2U, 127U, 128U, 129U, 256U, 300U}) {
        CAPTURE(n);
        const auto gram = gram_of(n, 0.5);
        const auto want = naive_inverse(gram);
        Eigen::MatrixXd a = lower_half(gram);
        REQUIRE(detail::invert_positive(a, nullptr));
        double error = 0;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j <= i; ++j) {
                error = std::max(error,
                                 std::abs(a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) + want[i][j]));
            }
        }
        CHECK(error < 1e-11); // the condition number is some 4000
        Eigen::MatrixXd together = lower_half(gram);
        REQUIRE(detail::invert_positive(together, &three_threads()));
        const Eigen::Index size = a.rows();
        for (Eigen::Index j = 0; j < size; ++j) {
            for (Eigen::Index i = j; i < size; ++i) {
                CHECK(together(i, j) == a(i, j));
            }
        }
    }
}

TEST_CASE("a matrix of nothing is its inverse, and what is not positive definite has none") {
    Eigen::MatrixXd nothing(0, 0);
    CHECK(detail::invert_positive(nothing, nullptr));
    Eigen::MatrixXd singular = Eigen::MatrixXd::Constant(2, 2, 3.0);
    CHECK_FALSE(detail::invert_positive(singular, nullptr));
    Eigen::MatrixXd late = Eigen::MatrixXd::Identity(200, 200);
    late(199, 199) = 0.0;
    CHECK_FALSE(detail::invert_positive(late, nullptr));
    Eigen::MatrixXd no_number = Eigen::MatrixXd::Constant(1, 1, std::nan(""));
    CHECK_FALSE(detail::invert_positive(no_number, nullptr));
}

TEST_CASE("each tile on and below the diagonal is visited once") {
    for (const std::size_t n : {0U, 1U, 5U, 16U, 17U}) {
        for (Executor* executor : {static_cast<Executor*>(nullptr), static_cast<Executor*>(&three_threads())}) {
            std::vector<int> visits(n * n);
            detail::for_each_lower_tile(
                n, 4, 1000, executor, [&](std::size_t row, std::size_t rows, std::size_t column, std::size_t columns) {
                    for (std::size_t i = row; i < row + rows; ++i) {
                        for (std::size_t j = column; j < column + columns; ++j) {
                            ++visits[i * n + j];
                        }
                    }
                });
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t j = 0; j < n; ++j) {
                    CHECK(visits[i * n + j] == (i / 4 >= j / 4 ? 1 : 0));
                }
            }
        }
    }
}

#else

TEST_CASE("inverses") { MESSAGE("SKIPPED: they need Eigen, and there is none"); }

#endif

} // namespace invert_positive_test
