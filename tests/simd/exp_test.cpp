// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/exp.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "../support/math_checks.hpp"

namespace exp_test {

using namespace linnet_test;

namespace {

constexpr auto exp_of = [](auto x) { return linnet::exp(x); };

} // namespace

TEST_CASE_TEMPLATE_DEFINE("exp has the same bits at every width", L, exp_bits) { check_same_bits_as_scalar<L>(exp_of); }
TEST_CASE_TEMPLATE_APPLY(exp_bits, EveryWidth);

TEST_CASE_TEMPLATE("exp stays within its error bound", T, float, double) {
    const double largest = std::log(static_cast<double>(std::numeric_limits<T>::max()));
    check_error<T>(LINNET_HAS_FMA ? 1.1 : 1.3, exp_of, [](auto x) { return std::exp(x); },
                   {{-1, 1}, {-30, 30}, {-1.05 * largest, 1.01 * largest}, {0.999 * largest, 1.0001 * largest}});
}

TEST_CASE_TEMPLATE("exp at its ends", T, float, double) {
    CHECK(at(exp_of, T{0}) == T{1});
    CHECK(at(exp_of, T{-0.0}) == T{1});
    CHECK(at(exp_of, -infinity<T>) == T{0});
    CHECK(at(exp_of, infinity<T>) == infinity<T>);
    CHECK(at(exp_of, std::numeric_limits<T>::max()) == infinity<T>);
    CHECK(at(exp_of, std::numeric_limits<T>::lowest()) == T{0});
    CHECK(std::isnan(at(exp_of, not_a_number<T>)));
    CHECK(std::isnan(at(exp_of, -not_a_number<T>)));
}

TEST_CASE_TEMPLATE("exp reaches the smallest subnormal before zero", T, float, double) {
    const double smallest = std::log(static_cast<double>(std::numeric_limits<T>::denorm_min()));
    CHECK(at(exp_of, static_cast<T>(smallest - 0.5)) == std::numeric_limits<T>::denorm_min());
    CHECK(at(exp_of, static_cast<T>(smallest - 0.8)) == T{0});
}

} // namespace exp_test
