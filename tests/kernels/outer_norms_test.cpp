// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/outer_norms.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace outer_norms_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T>
double naive(ConstMatrixView<T> x, ConstMatrixView<T> d, bool with_bias) {
    double squares = 0.0;
    for (std::size_t j = 0; j < d.columns; ++j) {
        for (std::size_t i = 0; i < x.columns + (with_bias ? 1 : 0); ++i) {
            double sum = 0.0;
            for (std::size_t t = 0; t < x.rows; ++t) {
                sum += (i == x.columns ? 1.0 : static_cast<double>(x(t, i))) * static_cast<double>(d(t, j));
            }
            squares += sum * sum;
        }
    }
    return squares;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("the norm of a sum of outer products is that of the sum, with the same bits at every width",
                          L, norms) {
    using T = typename L::T;
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {0U, 1U, 2U, 3U, 7U, 200U}) {
        for (const std::size_t n : {std::size_t{1}, L::W - 1, L::W, L::W + 1, 3 * L::W + 2, std::size_t{300}}) {
            for (const std::size_t m : {std::size_t{1}, L::W, 3 * L::W + 2}) {
                for (const bool with_bias : {false, true}) {
                    if (n == 0) {
                        continue;
                    }
                    CAPTURE(rows);
                    CAPTURE(n);
                    CAPTURE(m);
                    CAPTURE(with_bias);
                    const auto x = random_matrix<T>(rows, n, 1, 3);
                    const auto d = random_matrix<T>(rows, m, 2, 3);
                    auto scratch = random_matrix<T>(std::min(n, m) + 1, std::max(n, m), 3, 3);
                    const double got = kernels::outer_norm<T, L::W>(x.view(), d.view(), with_bias, scratch.view());
                    CHECK(scratch.intact());
                    const double scalar = kernels::outer_norm<T, 1>(x.view(), d.view(), with_bias, scratch.view());
                    const double want = naive<T>(x.view(), d.view(), with_bias);
                    CHECK(got == scalar);
                    const double terms = static_cast<double>(rows * rows * n * m);
                    CHECK(std::abs(got - want) <= 4 * epsilon * std::sqrt(terms + 1) + 64 * epsilon * want);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(norms, TestedWidths);

TEST_CASE("few rows are taken in pairs, and many are summed") {
    CHECK(kernels::detail::pairs_are_cheaper(2, 1000, 1000));
    CHECK(kernels::detail::pairs_are_cheaper(2, 10, 20));
    CHECK(!kernels::detail::pairs_are_cheaper(50, 50, 50));
    CHECK(!kernels::detail::pairs_are_cheaper(200, 100, 1));
}

} // namespace outer_norms_test
