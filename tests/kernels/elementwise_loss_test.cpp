// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/elementwise_loss.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_reduce.hpp"

namespace elementwise_loss_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// (p - y)^2 and p - y, which no width can compute differently.
template <class L>
struct Squares {
    using P = typename L::Pack;
    kernels::LossAndSlope<typename L::T, L::W> operator()(const P& p, const P& y) const {
        return {(p - y) * (p - y), p - y};
    }
};

template <class L>
void check_loss(std::size_t rows, std::size_t columns, std::size_t gap, bool weighted) {
    using T = typename L::T;
    CAPTURE(rows);
    CAPTURE(columns);
    CAPTURE(gap);
    auto p = random_matrix<T>(rows, columns, 1, gap);
    auto y = random_matrix<T>(rows, columns, 2, gap);
    auto gradient = random_matrix<T>(rows, columns, 3, gap);
    auto scratch = random_matrix<T>(1, rows * columns, 4);
    auto w = random_matrix<T>(1, rows, 5);
    const std::span<const T> weights = weighted ? w.view().row_span(0) : std::span<T>{};
    const T value = kernels::elementwise_loss<T, L::W>(p.view(), {y.view(), weights}, gradient.view(),
                                                       scratch.view().data, Squares<L>{});
    CHECK(gradient.intact());
    CHECK(scratch.intact());
    auto slopes = random_matrix<T>(rows, columns, 3, gap);
    auto of_samples = random_matrix<T>(1, rows, 6);
    kernels::elementwise_sample_losses<T, L::W>(p.view(), {y.view(), weights}, of_samples.view().data, slopes.view(),
                                                scratch.view().data, Squares<L>{});
    CHECK(slopes.intact());
    CHECK(of_samples.intact());
    CHECK(scratch.intact());
    const T count = static_cast<T>(rows * columns);
    std::vector<T> losses;
    double mean = 0;
    std::size_t mistakes = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        const T weight = weighted ? weights[r] : T{1};
        const T per_element = T{1} / static_cast<T>(columns);
        for (std::size_t c = 0; c < columns; ++c) {
            const T difference = p.view()(r, c) - y.view()(r, c);
            losses.push_back(difference * difference * weight);
            mean += static_cast<double>(losses.back()) / static_cast<double>(count);
            mistakes += same(gradient.view()(r, c), difference * (weight * (T{1} / count))) ? 0U : 1U;
            mistakes += same(slopes.view()(r, c), difference * (weight * per_element)) ? 0U : 1U;
        }
        const std::vector<T> of_row(losses.end() - static_cast<std::ptrdiff_t>(columns), losses.end());
        mistakes += same(of_samples.view()(0, r), naive_sum<T>(of_row) / static_cast<T>(columns)) ? 0U : 1U;
    }
    CHECK(mistakes == 0);
    CHECK(same(value, naive_sum<T>(losses) / count));
    CHECK(std::abs(static_cast<double>(value) - mean) <= 100.0 * std::numeric_limits<T>::epsilon());
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("an element-wise loss is the weighted mean, with the same bits at every width", L, losses) {
    for (const std::size_t rows : {1U, 2U, 7U, 33U, 130U}) {
        for (const std::size_t columns : {1U, 2U, 3U, 17U}) {
            for (const bool weighted : {false, true}) {
                check_loss<L>(rows, columns, 0, weighted);
                check_loss<L>(rows, columns, 3, weighted);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(losses, EveryUserWidth);

TEST_CASE_TEMPLATE("an element-wise loss passes NaN on", T, float, double) {
    using L = Lanes<T, 4>;
    auto p = random_matrix<T>(9, 1, 1, 0);
    const auto y = random_matrix<T>(9, 1, 2, 0);
    GuardedMatrix<T> gradient{9, 1, 0};
    T scratch[9];
    p.view()(8, 0) = std::numeric_limits<T>::quiet_NaN();
    CHECK(std::isnan(kernels::elementwise_loss<T, 4>(p.view(), {y.view()}, gradient.view(), scratch, Squares<L>{})));
}

} // namespace elementwise_loss_test
