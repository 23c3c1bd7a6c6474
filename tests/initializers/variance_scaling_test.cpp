// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/variance_scaling.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include "../support/initializer_checks.hpp"

namespace variance_scaling_test {

using linnet_test::drawn;

TEST_CASE("the uniform initializers fill the interval of their paper") {
    const auto check = [](const linnet_test::Moments& moments, double limit) {
        CHECK(moments.low >= -limit);
        CHECK(moments.high <= limit);
        CHECK(moments.high > 0.999 * limit);
        CHECK(moments.deviation == doctest::Approx(limit / std::sqrt(3.0)).epsilon(0.01));
    };
    check(drawn(linnet::GlorotUniform{}, {200, 300}), std::sqrt(6.0 / 500.0));
    check(drawn(linnet::HeUniform{}, {200, 300}), std::sqrt(6.0 / 200.0));
    check(drawn(linnet::LecunUniform{}, {200, 300}), std::sqrt(3.0 / 200.0));
}

TEST_CASE("the variance is that of the scale over the fan asked for") {
    using linnet::FanMode;
    using linnet::Spread;
    const auto out = drawn(linnet::VarianceScaling<std::ratio<3>, FanMode::out, Spread::uniform>{}, {200, 300});
    CHECK(out.deviation == doctest::Approx(std::sqrt(3.0 / 300.0)).epsilon(0.01));
    CHECK(out.mean == doctest::Approx(0).epsilon(0.001).scale(1));
    const auto no_fan = drawn(linnet::LecunUniform{}, {0, 0}); // counts as one
    CHECK(no_fan.deviation == doctest::Approx(1).epsilon(0.01));
}

TEST_CASE("the normal initializers have the deviation of their paper, truncation allowed for") {
    const auto check = [](const linnet_test::Moments& moments, double deviation) {
        CHECK(moments.deviation == doctest::Approx(deviation).epsilon(0.01));
        CHECK(moments.high <= 2.0 * deviation / linnet::detail::truncated_normal_deviation * 1.0001);
    };
    check(drawn(linnet::GlorotNormal{}, {200, 300}), std::sqrt(2.0 / 500.0));
    check(drawn(linnet::HeNormal{}, {200, 300}), std::sqrt(2.0 / 200.0));
    check(drawn(linnet::LecunNormal{}, {200, 300}), std::sqrt(1.0 / 200.0));
}

} // namespace variance_scaling_test
