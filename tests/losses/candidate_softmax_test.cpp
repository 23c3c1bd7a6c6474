// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/candidate_softmax.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix_view.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"

namespace candidate_softmax_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("a row of logits becomes its gradient, in the same bits at every width", L, softmax) {
    using T = typename L::T;
    for (const std::size_t n : {std::size_t{1}, L::W, L::W + 1, 3 * L::W + 2}) {
        CAPTURE(n);
        const std::vector<T> logits = random_values<T>(n, T{-3}, T{3}, 1);
        std::vector<T> row = logits;
        std::vector<T> scalar = logits;
        const std::size_t positive = n / 2;
        const T loss = detail::softmax_row<T, L::W>(row.data(), positive, n, T{0.5F});
        CHECK(same(loss, detail::softmax_row<T, 1>(scalar.data(), positive, n, T{0.5F})));
        double total = 0;
        for (const T logit : logits) {
            total += std::exp(static_cast<double>(logit));
        }
        const double tolerance = 32 * static_cast<double>(std::numeric_limits<T>::epsilon());
        CHECK(std::abs(static_cast<double>(loss) - std::log(total) + static_cast<double>(logits[positive])) <
              tolerance * (1 + std::log(total)));
        for (std::size_t j = 0; j < n; ++j) {
            CHECK(same(row[j], scalar[j]));
            const double p = std::exp(static_cast<double>(logits[j])) / total;
            CHECK(std::abs(static_cast<double>(row[j]) - 0.5 * (p - (j == positive ? 1 : 0))) < tolerance);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(softmax, TestedWidths);

TEST_CASE("logits far below the highest count for nothing") {
    std::vector<float> row{100.0F, 30.0F, -std::numeric_limits<float>::infinity(), 100.0F};
    const float loss = detail::softmax_row<float, 4>(row.data(), 0, 4, 1.0F);
    CHECK(loss == doctest::Approx(std::log(2.0)));
    CHECK(row == std::vector<float>{-0.5F, 0.0F, 0.0F, 0.5F});
}

TEST_CASE("columns are added up, to what is there if that is asked for") {
    const float numbers[] = {1, 2, 3, 10, 20, 30};
    float sums[] = {7, 7, 7};
    const MatrixView<float> to{sums, 3, 1, 1};
    detail::add_up_columns(ConstMatrixView<float>{numbers, 2, 3, 3}, false, to);
    CHECK(sums[2] == 33.0F);
    detail::add_up_columns(ConstMatrixView<float>{numbers, 1, 3, 3}, true, to);
    CHECK(sums[0] == 12.0F);
    CHECK(sums[2] == 36.0F);
}

TEST_CASE_TEMPLATE_DEFINE("shifts are added to scaled numbers", L, shifts) {
    using T = typename L::T;
    const std::size_t n = 3 * L::W + 2;
    std::vector<T> row = random_values<T>(n, T{-1}, T{1}, 1);
    const std::vector<T> before = row;
    const std::vector<T> by = random_values<T>(n, T{-1}, T{1}, 2);
    detail::add_shifts<T, L::W>(row.data(), T{3}, by.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
        CHECK(row[i] == doctest::Approx(static_cast<double>(T{3} * before[i] + by[i])).epsilon(1e-5));
    }
}
TEST_CASE_TEMPLATE_APPLY(shifts, TestedWidths);

} // namespace candidate_softmax_test
