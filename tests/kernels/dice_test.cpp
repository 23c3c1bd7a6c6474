// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/dice.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace dice_kernel_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// How many elements differ in bits, or by more than `tolerance` from `want(r, c)` relative to numbers above 1.
template <class T, class Want>
std::size_t mistakes(const GuardedMatrix<T>& got, const GuardedMatrix<T>& scalar, double tolerance, const Want& want) {
    std::size_t count = got.intact() ? 0 : 1;
    for (std::size_t r = 0; r < got.view().rows; ++r) {
        for (std::size_t c = 0; c < got.view().columns; ++c) {
            const double expected = want(r, c);
            const double error = std::abs(static_cast<double>(got.view()(r, c)) - expected);
            count += same(got.view()(r, c), scalar.view()(r, c)) ? 0U : 1U;
            count += error <= tolerance * std::max(1.0, std::abs(expected)) ? 0U : 1U;
        }
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("dice and its gradients are their formulas, with the same bits at every width", L, formulas) {
    using T = typename L::T;
    const double tolerance = 16.0 * std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {0U, 1U, 5U}) {
        for (const std::size_t n : {1U, 2U, 3U, 7U, 8U, 9U, 17U, 50U}) {
            CAPTURE(rows);
            CAPTURE(n);
            const auto x = random_matrix<T>(rows, n, 1, 3);
            const auto d = random_matrix<T>(rows, n, 2, 3);
            const auto numbers = random_matrix<T>(3, n, 3, 3);
            const kernels::DiceColumns<T> columns{numbers.view().row(0), numbers.view().row(1), numbers.view().row(2)};
            auto to = random_matrix<T>(rows, n, 4, 3);
            auto d_x = to;
            auto d_z = to;
            auto sums = random_matrix<T>(1, n, 5);
            const auto start = sums;
            auto scalar_to = to;
            auto scalar_d_x = to;
            auto scalar_d_z = to;
            auto scalar_sums = sums;
            kernels::dice<T, L::W>(columns, x.view(), to.view());
            kernels::dice_gradient<T, L::W>(columns, x.view(), d.view(), d_x.view(), d_z.view());
            kernels::add_dice_slopes<T, L::W>(columns, x.view(), d.view(), sums.view().data);
            kernels::dice<T, 1>(columns, x.view(), scalar_to.view());
            kernels::dice_gradient<T, 1>(columns, x.view(), d.view(), scalar_d_x.view(), scalar_d_z.view());
            kernels::add_dice_slopes<T, 1>(columns, x.view(), d.view(), scalar_sums.view().data);
            const auto at = [](const GuardedMatrix<T>& matrix, std::size_t r, std::size_t c) {
                return static_cast<double>(matrix.view()(r, c));
            };
            const auto share = [&](std::size_t r, std::size_t c) {
                return 1 / (1 + std::exp(-at(numbers, 1, c) * (at(x, r, c) - at(numbers, 0, c))));
            };
            const auto factor = [&](std::size_t r, std::size_t c) {
                return share(r, c) + (1 - share(r, c)) * at(numbers, 2, c);
            };
            CHECK(mistakes(to, scalar_to, tolerance,
                           [&](std::size_t r, std::size_t c) { return factor(r, c) * at(x, r, c); }) == 0);
            CHECK(mistakes(d_x, scalar_d_x, tolerance,
                           [&](std::size_t r, std::size_t c) { return factor(r, c) * at(d, r, c); }) == 0);
            CHECK(mistakes(d_z, scalar_d_z, tolerance, [&](std::size_t r, std::size_t c) {
                      const double p = share(r, c);
                      return at(d, r, c) * at(x, r, c) * (1 - at(numbers, 2, c)) * p * (1 - p);
                  }) == 0);
            CHECK(mistakes(sums, scalar_sums, tolerance, [&](std::size_t, std::size_t c) {
                      double sum = at(start, 0, c);
                      for (std::size_t r = 0; r < rows; ++r) {
                          sum += at(d, r, c) * at(x, r, c) * (1 - share(r, c));
                      }
                      return sum;
                  }) == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

} // namespace dice_kernel_test
