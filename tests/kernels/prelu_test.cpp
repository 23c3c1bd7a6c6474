// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/prelu.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace prelu_kernel_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("prelu and the sums for its slopes are their formulas, with the same bits at every width", L,
                          formulas) {
    using T = typename L::T;
    for (const std::size_t rows : {0U, 1U, 5U}) {
        for (const std::size_t n : {1U, 2U, 3U, 7U, 8U, 9U, 17U, 50U, 65U, 130U}) {
            CAPTURE(rows);
            CAPTURE(n);
            const auto x = random_matrix<T>(rows, n, 1, 3);
            const auto d = random_matrix<T>(rows, n, 2, 3);
            const auto slope = random_matrix<T>(1, n, 3);
            auto to = random_matrix<T>(rows, n, 4, 3);
            auto sums = random_matrix<T>(1, n, 5);
            const auto start = sums;
            auto scalar_sums = sums;
            kernels::prelu<T, L::W>(slope.view().data, x.view(), d.view(), to.view());
            kernels::add_prelu_slopes<T, L::W>(x.view(), d.view(), sums.view().data);
            kernels::add_prelu_slopes<T, 1>(x.view(), d.view(), scalar_sums.view().data);
            std::size_t mistakes = to.intact() && sums.intact() ? 0 : 1;
            for (std::size_t c = 0; c < n; ++c) {
                double sum = static_cast<double>(start.view()(0, c));
                for (std::size_t r = 0; r < rows; ++r) {
                    const bool above = x.view()(r, c) > T{0};
                    const T want = above ? d.view()(r, c) : slope.view()(0, c) * d.view()(r, c);
                    mistakes += same(to.view()(r, c), want) ? 0U : 1U;
                    sum += above ? 0.0 : static_cast<double>(d.view()(r, c)) * static_cast<double>(x.view()(r, c));
                }
                const double error = std::abs(static_cast<double>(sums.view()(0, c)) - sum);
                mistakes += error <= 8 * static_cast<double>(std::numeric_limits<T>::epsilon()) ? 0U : 1U;
                mistakes += same(sums.view()(0, c), scalar_sums.view()(0, c)) ? 0U : 1U;
            }
            CHECK(mistakes == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

} // namespace prelu_kernel_test
