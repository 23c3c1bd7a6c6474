// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/random_cauchy.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <doctest/doctest.h>

#include "../support/initializer_checks.hpp"

namespace random_cauchy_test {

using linnet::detail::cauchy_quantile;

namespace {

/// The share of 200 x 300 drawn numbers within `distance` of `center`.
template <class I>
double share_within(const I& initialize, double center, double distance) {
    linnet::Matrix<double> numbers(200, 300);
    initialize(numbers.view(), linnet::Fans{200, 300}, linnet::Random{5, 6});
    std::size_t inside = 0;
    for (std::size_t r = 0; r < 200; ++r) {
        for (std::size_t c = 0; c < 300; ++c) {
            inside += std::abs(numbers.view()(r, c) - center) < distance ? 1U : 0U;
        }
    }
    return static_cast<double>(inside) / 60'000;
}

} // namespace

TEST_CASE("RandomCauchy has its median and quartiles, and the tails that a normal number lacks") {
    const auto standard = linnet_test::drawn(linnet::RandomCauchy<>{});
    CHECK(standard.low < -3000);
    CHECK(standard.high > 3000);
    CHECK(share_within(linnet::RandomCauchy<>{}, 0, 1) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(share_within(linnet::RandomCauchy<>{}, 0, 12.706204736174694) == doctest::Approx(0.95).epsilon(0.005));
    CHECK(share_within(linnet::RandomCauchy<>{}, -1, 1) == doctest::Approx(0.3524).epsilon(0.02));
    using Other = linnet::RandomCauchy<std::ratio<1, 4>, std::ratio<5>>;
    CHECK(share_within(Other{}, 5, 0.25) == doctest::Approx(0.5).epsilon(0.01));
}

TEST_CASE("the quantile of a Cauchy number is the tangent, in the tails, too") {
    CHECK(cauchy_quantile(0.5) == 0.0);
    CHECK(cauchy_quantile(0.75) == doctest::Approx(1).epsilon(1e-15));
    CHECK(cauchy_quantile(0.25) == doctest::Approx(-1).epsilon(1e-15));
    const long double pi = std::acos(-1.0L);
    double worst = 0.0;
    for (double p = 0x1p-53; p < 0.5; p *= 1.37) {
        const double at = std::ldexp(std::round(std::ldexp(p, 53)), -53); // what `uniform` draws
        const long double want = -1 / std::tan(pi * static_cast<long double>(at));
        worst = std::max(worst, static_cast<double>(std::abs((cauchy_quantile(at) - want) / want)));
        CHECK(cauchy_quantile(1.0 - at) == -cauchy_quantile(at));
    }
    CHECK(worst > 0.0);
    CHECK(worst < 1e-15);
}

} // namespace random_cauchy_test
