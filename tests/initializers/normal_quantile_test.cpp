// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/normal_quantile.hpp>

#include <cmath>

#include <doctest/doctest.h>

TEST_CASE("normal_quantile knows the quantiles of the tables") {
    CHECK(linnet::normal_quantile(0.5) == 0.0);
    CHECK(linnet::normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-14));
    CHECK(linnet::normal_quantile(0.025) == doctest::Approx(-1.959963984540054).epsilon(1e-14));
    CHECK(linnet::normal_quantile(0.999) == doctest::Approx(3.090232306167813).epsilon(1e-13));
    CHECK(linnet::normal_quantile(1e-10) == doctest::Approx(-6.361340902404056).epsilon(1e-14));
    CHECK(linnet::normal_quantile(1e-300) == doctest::Approx(-37.0471).epsilon(1e-5));
}

TEST_CASE("normal_quantile inverts the error function") {
    for (double p = 1e-12; p < 0.5; p *= 1.37) {
        const double x = linnet::normal_quantile(p);
        const double back = 0.5 * std::erfc(-x / std::sqrt(2.0));
        CAPTURE(p);
        CHECK(back == doctest::Approx(p).epsilon(1e-13)); // the tail magnifies an error of x by up to x^2 = 50
        CHECK(linnet::normal_quantile(1.0 - p) == doctest::Approx(-x).epsilon(1e-3)); // 1 - p itself rounds
    }
}
