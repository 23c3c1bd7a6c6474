// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/softplus.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "../support/math_checks.hpp"

namespace softplus_test {

using namespace linnet_test;

namespace {

constexpr auto softplus_of = [](auto x) { return linnet::softplus(x); };

} // namespace

TEST_CASE_TEMPLATE_DEFINE("softplus has the same bits at every width", L, softplus_bits) {
    check_same_bits_as_scalar<L>(softplus_of);
}
TEST_CASE_TEMPLATE_APPLY(softplus_bits, EveryWidth);

TEST_CASE_TEMPLATE("softplus stays within its error bound", T, float, double) {
    const double largest = std::log(static_cast<double>(std::numeric_limits<T>::max()));
    check_error<T>(1.9, softplus_of,
                   [](auto x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); },
                   {{-1.5, 1}, {-0.95, -0.85}, {-40, 40}, {-1.2 * largest, -0.9 * largest}});
}

TEST_CASE_TEMPLATE("softplus at its ends", T, float, double) {
    CHECK(at(softplus_of, T{1000}) == T{1000});
    CHECK(at(softplus_of, std::numeric_limits<T>::max()) == std::numeric_limits<T>::max());
    CHECK(at(softplus_of, T{-103.5}) > T{0});
    CHECK(at(softplus_of, infinity<T>) == infinity<T>);
    CHECK(at(softplus_of, -infinity<T>) == T{0});
    CHECK(std::isnan(at(softplus_of, not_a_number<T>)));
}

} // namespace softplus_test
