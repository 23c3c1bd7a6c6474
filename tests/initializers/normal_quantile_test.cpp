// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/normal_quantile.hpp>

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

namespace normal_quantile_test {

using linnet::normal_quantile;

namespace {

/// How far x lies from the quantile of p, relative to it: the error of the distribution function, from std::erfc in
/// long double and at the end where it is small, over its slope.
double error_of(double x, double p) {
    const long double root = std::sqrt(2.0L);
    const long double at = x;
    long double difference = std::erf(at / root) / 2 - (static_cast<long double>(p) - 0.5L);
    if (p < 0.25) {
        difference = std::erfc(-at / root) / 2 - p;
    } else if (p > 0.75) {
        difference = (1.0L - p) - std::erfc(at / root) / 2;
    }
    const long double slope = std::exp(-at * at / 2) / std::sqrt(2 * std::acos(-1.0L));
    return static_cast<double>(std::abs(difference / slope / at));
}

} // namespace

TEST_CASE("normal_quantile knows the quantiles of the tables") {
    CHECK(normal_quantile(0.5) == 0.0);
    CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));
    CHECK(normal_quantile(0.1) == doctest::Approx(-1.2815515655446004).epsilon(1e-15));
    CHECK(normal_quantile(1e-10) == doctest::Approx(-6.361340902404056).epsilon(1e-15));
    CHECK(normal_quantile(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-15));
    CHECK(normal_quantile(1e-300) == doctest::Approx(-37.0470962993612).epsilon(1e-15));
}

TEST_CASE("normal_quantile inverts the error function to 1e-14, from one tail to the other") {
    double worst = 0.0;
    for (double p = 1e-307; p < 0.49; p *= 1.37) {
        worst = std::max({worst, error_of(normal_quantile(p), p), error_of(normal_quantile(1.0 - p), 1.0 - p)});
    }
    for (double p = 0.0005; p < 1.0; p += 0.001) {
        worst = std::max(worst, error_of(normal_quantile(p), p));
    }
    CHECK(worst > 0.0);
    CHECK(worst < 1e-14);
}

TEST_CASE("normal_quantile is odd about one half, rises, and does not jump") {
    double last = -100.0;
    for (int i = 1; i < 4096; ++i) {
        const double p = i / 4096.0; // exact, as is 1 - p
        const double x = normal_quantile(p);
        CHECK(normal_quantile(1.0 - p) == -x);
        CHECK(x > last);
        last = x;
    }
    // Where one formula ends and the next begins.
    for (const double border : {0.075, 0.925, 1.3887943864964021e-11}) {
        const double x = normal_quantile(border);
        CHECK(normal_quantile(std::nextafter(border, 0.0)) == doctest::Approx(x).epsilon(1e-15));
        CHECK(normal_quantile(std::nextafter(border, 1.0)) == doctest::Approx(x).epsilon(1e-15));
    }
}

} // namespace normal_quantile_test
