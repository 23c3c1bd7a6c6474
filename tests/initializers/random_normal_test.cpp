// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/random_normal.hpp>

#include <doctest/doctest.h>

#include "../support/initializer_checks.hpp"

namespace random_normal_test {

TEST_CASE("RandomNormal has its mean and deviation; the defaults are Keras's 0 and 0.05") {
    const auto standard = linnet_test::drawn(linnet::RandomNormal<>{});
    CHECK(standard.mean == doctest::Approx(0).epsilon(0.001).scale(1));
    CHECK(standard.deviation == doctest::Approx(0.05).epsilon(0.01));
    CHECK(standard.high > 0.15); // three deviations do occur
    const auto other = linnet_test::drawn(linnet::RandomNormal<std::ratio<2>, std::ratio<5>>{});
    CHECK(other.mean == doctest::Approx(5).epsilon(0.01));
    CHECK(other.deviation == doctest::Approx(2).epsilon(0.01));
}

} // namespace random_normal_test
