// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/log.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "../support/math_checks.hpp"

namespace log_test {

using namespace linnet_test;

namespace {

constexpr auto log_of = [](auto x) { return linnet::log(x); };
constexpr auto log1p_of = [](auto x) { return linnet::log1p(x); };

} // namespace

TEST_CASE_TEMPLATE_DEFINE("log has the same bits at every width", L, log_bits) { check_same_bits_as_scalar<L>(log_of); }
TEST_CASE_TEMPLATE_APPLY(log_bits, EveryWidth);

TEST_CASE_TEMPLATE_DEFINE("log1p has the same bits at every width", L, log1p_bits) {
    check_same_bits_as_scalar<L>(log1p_of);
}
TEST_CASE_TEMPLATE_APPLY(log1p_bits, EveryWidth);

TEST_CASE_TEMPLATE("log stays within its error bound", T, float, double) {
    check_error<T>(sizeof(T) == 4 ? 1.3 : 0.9, log_of, [](auto x) { return std::log(x); },
                   {{0, 2}, {0.6, 0.8}, {1.3, 1.5}, {0, 100}, {0, 10.0 * std::numeric_limits<T>::min()}});
}

TEST_CASE_TEMPLATE("log1p stays within its error bound", T, float, double) {
    check_error<T>(1.5, log1p_of, [](auto x) { return std::log1p(x); },
                   {{-1, 2}, {0.41, 0.45}, {-0.35, -0.25}, {-0.01, 0.01}, {0, 100}});
}

TEST_CASE_TEMPLATE("log at its ends", T, float, double) {
    CHECK(at(log_of, T{1}) == T{0});
    CHECK(at(log_of, T{0}) == -infinity<T>);
    CHECK(at(log_of, T{-0.0}) == -infinity<T>);
    CHECK(at(log_of, infinity<T>) == infinity<T>);
    CHECK(std::isnan(at(log_of, T{-1})));
    CHECK(std::isnan(at(log_of, -std::numeric_limits<T>::denorm_min())));
    CHECK(std::isnan(at(log_of, -infinity<T>)));
    CHECK(std::isnan(at(log_of, not_a_number<T>)));
}

TEST_CASE_TEMPLATE("log1p at its ends", T, float, double) {
    constexpr T tiny = std::numeric_limits<T>::denorm_min();
    CHECK(at(log1p_of, T{0}) == T{0});
    CHECK(at(log1p_of, tiny) == tiny);
    CHECK(at(log1p_of, -tiny) == -tiny);
    CHECK(at(log1p_of, T{-1}) == -infinity<T>);
    CHECK(at(log1p_of, infinity<T>) == infinity<T>);
    CHECK(std::isnan(at(log1p_of, T{-1.5})));
    CHECK(std::isnan(at(log1p_of, -infinity<T>)));
    CHECK(std::isnan(at(log1p_of, not_a_number<T>)));
}

} // namespace log_test
