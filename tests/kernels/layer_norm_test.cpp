// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/layer_norm.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace layer_norm_kernel_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// How many elements differ in bits, or by more than `tolerance` from `want(i)` relative to numbers above 1.
template <class T, class Want>
std::size_t mistakes(const GuardedMatrix<T>& got, const GuardedMatrix<T>& scalar, double tolerance, const Want& want) {
    std::size_t count = got.intact() ? 0 : 1;
    for (std::size_t i = 0; i < got.view().columns; ++i) {
        const double expected = want(i);
        const double error = std::abs(static_cast<double>(got.view()(0, i)) - expected);
        count += same(got.view()(0, i), scalar.view()(0, i)) ? 0U : 1U;
        count += error <= tolerance * std::max(1.0, std::abs(expected)) ? 0U : 1U;
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("layer_norm and its gradient are their formulas, with the same bits at every width", L,
                          formulas) {
    using T = typename L::T;
    constexpr T epsilon{0.0625};
    const double tolerance = 64.0 * std::numeric_limits<T>::epsilon();
    for (const std::size_t n : {1U, 2U, 3U, 7U, 8U, 9U, 15U, 16U, 17U, 50U, 64U, 65U, 130U}) {
        CAPTURE(n);
        const auto from = random_matrix<T>(1, n, 1);
        const auto gamma = random_matrix<T>(1, n, 2);
        const auto beta = random_matrix<T>(1, n, 3);
        const auto d_to = random_matrix<T>(1, n, 4);
        auto normed = random_matrix<T>(1, n, 5);
        auto to = normed;
        auto d_from = normed;
        const T scale = kernels::layer_norm<T, L::W>(from.view().data, gamma.view().data, beta.view().data, epsilon,
                                                     normed.view().data, to.view().data, n);
        kernels::layer_norm_gradient<T, L::W>(normed.view().data, scale, gamma.view().data, d_to.view().data,
                                              d_from.view().data, n);
        auto scalar_normed = normed;
        auto scalar_to = to;
        auto scalar_d_from = d_from;
        const T scalar_scale = kernels::layer_norm<T, 1>(from.view().data, gamma.view().data, beta.view().data, epsilon,
                                                         scalar_normed.view().data, scalar_to.view().data, n);
        kernels::layer_norm_gradient<T, 1>(scalar_normed.view().data, scale, gamma.view().data, d_to.view().data,
                                           scalar_d_from.view().data, n);

        const auto mean_of = [&](const auto& f) {
            double total = 0;
            for (std::size_t i = 0; i < n; ++i) {
                total += f(i);
            }
            return total / static_cast<double>(n);
        };
        const auto at = [](const auto& x, std::size_t i) { return static_cast<double>(x.view()(0, i)); };
        const double mean = mean_of([&](std::size_t i) { return at(from, i); });
        const double variance = mean_of([&](std::size_t i) { return std::pow(at(from, i) - mean, 2); });
        const double want_scale = 1 / std::sqrt(variance + 0.0625);
        const auto want_normed = [&](std::size_t i) { return (at(from, i) - mean) * want_scale; };
        const auto g = [&](std::size_t i) { return at(gamma, i) * at(d_to, i); };
        const double g_mean = mean_of(g);
        const double g_slope = mean_of([&](std::size_t i) { return g(i) * want_normed(i); });
        CHECK(same(scale, scalar_scale));
        CHECK(std::abs(static_cast<double>(scale) - want_scale) <= tolerance * want_scale);
        CHECK(mistakes(normed, scalar_normed, tolerance, want_normed) == 0);
        CHECK(mistakes(to, scalar_to, tolerance,
                       [&](std::size_t i) { return at(gamma, i) * want_normed(i) + at(beta, i); }) == 0);
        CHECK(mistakes(d_from, scalar_d_from, tolerance,
                       [&](std::size_t i) { return want_scale * (g(i) - g_mean - want_normed(i) * g_slope); }) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("add_column_products adds the products of two columns, with the same bits at every width", L,
                          products) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    for (const std::size_t rows : {0U, 1U, 3U, 33U}) {
        for (const std::size_t columns : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2, 9 * W + 1}) {
            CAPTURE(rows);
            CAPTURE(columns);
            const auto a = random_matrix<T>(rows, columns, 1);
            const auto b = random_matrix<T>(rows, columns, 2);
            const auto start = random_matrix<T>(1, columns, 3);
            auto y = start;
            auto scalar = start;
            kernels::add_column_products<T, W>(a.view(), b.view(), y.view().data);
            kernels::add_column_products<T, 1>(a.view(), b.view(), scalar.view().data);
            CHECK(mistakes(y, scalar, 64.0 * std::numeric_limits<T>::epsilon(), [&](std::size_t c) {
                      double total = static_cast<double>(start.view()(0, c));
                      for (std::size_t r = 0; r < rows; ++r) {
                          total += static_cast<double>(a.view()(r, c)) * static_cast<double>(b.view()(r, c));
                      }
                      return total;
                  }) == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace layer_norm_kernel_test
