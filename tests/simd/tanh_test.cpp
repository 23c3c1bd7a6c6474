// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/tanh.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "../support/math_checks.hpp"

namespace tanh_test {

using namespace linnet_test;

namespace {

constexpr auto tanh_of = [](auto x) { return linnet::tanh(x); };

} // namespace

TEST_CASE_TEMPLATE_DEFINE("tanh has the same bits at every width", L, tanh_bits) {
    check_same_bits_as_scalar<L>(tanh_of);
}
TEST_CASE_TEMPLATE_APPLY(tanh_bits, EveryWidth);

TEST_CASE_TEMPLATE("tanh stays within its error bound", T, float, double) {
    check_error<T>(1.7, tanh_of, [](auto x) { return std::tanh(x); },
                   {{-1, 1}, {0.3, 0.4}, {0.34, 1.2}, {-0.01, 0.01}, {-20, 20}});
}

TEST_CASE_TEMPLATE("tanh is odd to the last bit", T, float, double) {
    for (const T x : random_values<T>(1000, T{0}, T{12}, 9)) {
        CHECK(at(tanh_of, -x) == -at(tanh_of, x));
    }
}

TEST_CASE_TEMPLATE("tanh at its ends", T, float, double) {
    constexpr T tiny = std::numeric_limits<T>::denorm_min();
    CHECK(same(at(tanh_of, T{0}), T{0}));
    CHECK(same(at(tanh_of, T{-0.0}), T{-0.0}));
    CHECK(at(tanh_of, tiny) == tiny);
    CHECK(at(tanh_of, T{25}) == T{1});
    CHECK(at(tanh_of, infinity<T>) == T{1});
    CHECK(at(tanh_of, -infinity<T>) == T{-1});
    CHECK(std::isnan(at(tanh_of, not_a_number<T>)));
}

} // namespace tanh_test
