// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/softmax.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_layers.hpp"

namespace softmax_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T>
GuardedMatrix<T> logits(std::size_t n) {
    auto x = random_matrix<T>(1, n, 1);
    for (std::size_t i = 0; i < n; ++i) {
        x.view()(0, i) *= T{8};
    }
    return x;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("softmax and its gradient are their formulas, with the same bits at every width", L,
                          formulas) {
    using T = typename L::T;
    for (const std::size_t n : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 15U, 16U, 17U, 63U, 64U, 65U, 130U}) {
        CAPTURE(n);
        const auto from = logits<T>(n);
        auto to = random_matrix<T>(1, n, 2);
        kernels::softmax<T, L::W>(from.view().data, to.view().data, n);
        const NaiveMatrix want = naive_softmax(NaiveMatrix{from.view()});
        auto scalar = random_matrix<T>(1, n, 2);
        kernels::softmax<T, 1>(from.view().data, scalar.view().data, n);
        const auto d_to = random_matrix<T>(1, n, 3);
        auto d_from = random_matrix<T>(1, n, 4);
        auto d_scalar = d_from;
        kernels::softmax_gradient<T, L::W>(to.view().data, d_to.view().data, d_from.view().data, n);
        kernels::softmax_gradient<T, 1>(to.view().data, d_to.view().data, d_scalar.view().data, n);
        double shift = 0;
        for (std::size_t j = 0; j < n; ++j) {
            shift += static_cast<double>(d_to.view()(0, j)) * want(0, j);
        }
        const double tolerance = 16.0 * std::numeric_limits<T>::epsilon();
        std::size_t mistakes = to.intact() && d_from.intact() ? 0 : 1;
        for (std::size_t i = 0; i < n; ++i) {
            mistakes += same(to.view()(0, i), scalar.view()(0, i)) ? 0U : 1U;
            mistakes += same(d_from.view()(0, i), d_scalar.view()(0, i)) ? 0U : 1U;
            mistakes += std::abs(static_cast<double>(to.view()(0, i)) - want(0, i)) <= tolerance ? 0U : 1U;
            const double d_want = want(0, i) * (static_cast<double>(d_to.view()(0, i)) - shift);
            mistakes += std::abs(static_cast<double>(d_from.view()(0, i)) - d_want) <= tolerance ? 0U : 1U;
        }
        CHECK(mistakes == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("softmax may write over its argument", L, in_place) {
    using T = typename L::T;
    auto x = logits<T>(19);
    auto y = x;
    kernels::softmax<T, L::W>(x.view().data, y.view().data, 19);
    kernels::softmax<T, L::W>(x.view().data, x.view().data, 19);
    CHECK(x.view()(0, 0) == y.view()(0, 0));
    CHECK(x.view()(0, 18) == y.view()(0, 18));
}
TEST_CASE_TEMPLATE_APPLY(in_place, EveryUserWidth);

TEST_CASE_TEMPLATE("softmax shuts out minus infinity and passes NaN on", T, float, double) {
    constexpr T infinity = std::numeric_limits<T>::infinity();
    T x[3] = {T{1}, -infinity, T{1}};
    kernels::softmax<T, 2>(x, x, 3);
    CHECK(x[0] == T{0.5});
    CHECK(x[1] == T{0});
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        T y[3] = {T{1}, T{2}, T{3}};
        y[at] = std::numeric_limits<T>::quiet_NaN();
        kernels::softmax<T, 2>(y, y, 3);
        CHECK(std::isnan(y[0]));
        CHECK(std::isnan(y[2]));
    }
}

} // namespace softmax_test
