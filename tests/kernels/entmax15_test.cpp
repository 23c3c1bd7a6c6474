// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/entmax15.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_layers.hpp"

namespace entmax15_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Numbers so far apart that some get no weight.
template <class T>
GuardedMatrix<T> logits(std::size_t n) {
    auto x = random_matrix<T>(1, n, 1);
    for (std::size_t i = 0; i < n; ++i) {
        x.view()(0, i) *= T{3};
    }
    return x;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("entmax15 and its gradient are their formulas, with the same bits at every width", L,
                          formulas) {
    using T = typename L::T;
    std::size_t without_weight = 0;
    for (const std::size_t n : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 15U, 16U, 17U, 63U, 64U, 65U, 130U}) {
        CAPTURE(n);
        const auto from = logits<T>(n);
        auto to = random_matrix<T>(1, n, 2);
        auto scalar = to;
        kernels::entmax15<T, L::W>(from.view().data, to.view().data, n);
        kernels::entmax15<T, 1>(from.view().data, scalar.view().data, n);
        const NaiveMatrix want = naive_entmax15(NaiveMatrix{from.view()});
        const auto d_to = random_matrix<T>(1, n, 3);
        auto d_from = random_matrix<T>(1, n, 4);
        auto d_scalar = d_from;
        kernels::entmax15_gradient<T, L::W>(to.view().data, d_to.view().data, d_from.view().data, n);
        kernels::entmax15_gradient<T, 1>(to.view().data, d_to.view().data, d_scalar.view().data, n);
        double products = 0;
        double roots = 0;
        for (std::size_t j = 0; j < n; ++j) {
            const double root = std::sqrt(static_cast<double>(to.view()(0, j)));
            products += static_cast<double>(d_to.view()(0, j)) * root;
            roots += root;
        }
        const double tolerance = 16.0 * std::numeric_limits<T>::epsilon();
        std::size_t mistakes = to.intact() && d_from.intact() ? 0 : 1;
        for (std::size_t i = 0; i < n; ++i) {
            const auto got = static_cast<double>(to.view()(0, i));
            without_weight += to.view()(0, i) == T{0} ? 1U : 0U;
            mistakes += same(to.view()(0, i), scalar.view()(0, i)) ? 0U : 1U;
            mistakes += same(d_from.view()(0, i), d_scalar.view()(0, i)) ? 0U : 1U;
            mistakes += std::abs(got - want(0, i)) <= tolerance ? 0U : 1U;
            const double d_want = std::sqrt(got) * (static_cast<double>(d_to.view()(0, i)) - products / roots);
            mistakes += std::abs(static_cast<double>(d_from.view()(0, i)) - d_want) <= tolerance ? 0U : 1U;
        }
        CHECK(mistakes == 0);
    }
    CHECK(without_weight > 100);
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

TEST_CASE_TEMPLATE("entmax15 and its gradient may write over their arguments", T, float, double) {
    auto x = logits<T>(19);
    auto y = x;
    kernels::entmax15<T, 4>(x.view().data, y.view().data, 19);
    kernels::entmax15<T, 4>(x.view().data, x.view().data, 19);
    auto d_y = random_matrix<T>(1, 19, 3);
    auto d_x = d_y;
    kernels::entmax15_gradient<T, 4>(y.view().data, d_y.view().data, d_x.view().data, 19);
    kernels::entmax15_gradient<T, 4>(y.view().data, d_y.view().data, d_y.view().data, 19);
    for (std::size_t i = 0; i < 19; ++i) {
        CHECK(same(x.view()(0, i), y.view()(0, i)));
        CHECK(same(d_x.view()(0, i), d_y.view()(0, i)));
    }
}

TEST_CASE_TEMPLATE("entmax15 shuts out what is two below the highest and passes NaN on", T, float, double) {
    constexpr T infinity = std::numeric_limits<T>::infinity();
    T x[4] = {T{1}, -infinity, T{1}, T{-1}};
    kernels::entmax15<T, 2>(x, x, 4);
    CHECK(x[0] == doctest::Approx(0.5));
    CHECK(x[1] == T{0});
    CHECK(x[3] == T{0});
    T of_two[2] = {T{3}, T{1}};
    kernels::entmax15<T, 2>(of_two, of_two, 2);
    CHECK(of_two[0] == T{1});
    CHECK(of_two[1] == T{0});
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        T y[3] = {T{1}, T{2}, T{3}};
        y[at] = std::numeric_limits<T>::quiet_NaN();
        kernels::entmax15<T, 2>(y, y, 3);
        CHECK(std::isnan(y[0]));
        CHECK(std::isnan(y[2]));
    }
}

} // namespace entmax15_test
