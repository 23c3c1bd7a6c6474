// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/entmax15.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/naive_layers.hpp"

namespace entmax15_layer_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE("the answer of a question is the entmax of its number and 0", T, float, double) {
    using Questions = linnet::detail::EntmaxQuestions;
    using P = pack<T, 1>;
    const double tolerance = 8.0 * std::numeric_limits<T>::epsilon();
    for (int i = -50; i <= 50; ++i) {
        const double x = i / 16.0;
        CAPTURE(x);
        NaiveMatrix both(1, 2);
        both(0, 0) = x;
        const NaiveMatrix want = naive_entmax15(both);
        const P answer = Questions::answer(P(static_cast<T>(x)));
        CHECK(std::abs(static_cast<double>(answer.value()) - want(0, 0)) <= tolerance);
        CHECK((answer.value() == T{0}) == (x <= -2));
        CHECK((answer.value() == T{1}) == (x >= 2));
        const double first = std::sqrt(want(0, 0));
        const double second = std::sqrt(want(0, 1));
        const auto slope = static_cast<double>(Questions::slope(answer).value());
        CHECK(std::abs(slope - first * second / (first + second)) <= std::sqrt(tolerance));
    }
    CHECK(std::isnan(Questions::answer(P(std::numeric_limits<T>::quiet_NaN())).value()));
}

TEST_CASE("the derivative of an answer is that of central differences") {
    using Questions = linnet::detail::EntmaxQuestions;
    using P = pack<double, 1>;
    constexpr double step = 0x1p-20;
    for (int i = -31; i < 32; ++i) {
        const double x = i / 16.0 + 0.01;
        CAPTURE(x);
        const double difference = Questions::answer(P(x + step)).value() - Questions::answer(P(x - step)).value();
        const double slope = Questions::slope(Questions::answer(P(x))).value();
        CHECK(slope == doctest::Approx(difference / (2 * step)).epsilon(1e-6));
    }
}

} // namespace entmax15_layer_test
