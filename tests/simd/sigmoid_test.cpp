// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/sigmoid.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "../support/math_checks.hpp"

namespace sigmoid_test {

using namespace linnet_test;

namespace {

constexpr auto sigmoid_of = [](auto x) { return linnet::sigmoid(x); };

} // namespace

TEST_CASE_TEMPLATE_DEFINE("sigmoid has the same bits at every width", L, sigmoid_bits) {
    check_same_bits_as_scalar<L>(sigmoid_of);
}
TEST_CASE_TEMPLATE_APPLY(sigmoid_bits, EveryWidth);

TEST_CASE_TEMPLATE("sigmoid stays within its error bound", T, float, double) {
    const double largest = std::log(static_cast<double>(std::numeric_limits<T>::max()));
    check_error<T>(2.0, sigmoid_of,
                   [](auto x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); },
                   {{-1, 1}, {-0.001, 0}, {-10, 10}, {-40, 40}, {-1.2 * largest, -0.9 * largest}});
}

TEST_CASE_TEMPLATE("sigmoid keeps its far negative tail", T, float, double) {
    CHECK(ulp_error(at(sigmoid_of, T{-80}), std::exp(Wider<T>{-80})) <= 2);
    CHECK(ulp_error(at(sigmoid_of, T{-100}), std::exp(Wider<T>{-100})) <= 2); // subnormal as a float
    CHECK(at(sigmoid_of, T{-103.5}) > T{0});
}

TEST_CASE_TEMPLATE("sigmoid at its ends", T, float, double) {
    CHECK(at(sigmoid_of, T{0}) == T{0.5});
    CHECK(at(sigmoid_of, T{-0.0}) == T{0.5});
    CHECK(at(sigmoid_of, T{50}) == T{1});
    CHECK(at(sigmoid_of, infinity<T>) == T{1});
    CHECK(at(sigmoid_of, -infinity<T>) == T{0});
    CHECK(std::isnan(at(sigmoid_of, not_a_number<T>)));
}

} // namespace sigmoid_test
