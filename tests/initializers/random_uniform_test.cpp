// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/random_uniform.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include "../support/initializer_checks.hpp"

namespace random_uniform_test {

TEST_CASE("RandomUniform fills its interval evenly; the default is Keras's +-0.05") {
    const auto standard = linnet_test::drawn(linnet::RandomUniform<>{});
    CHECK(standard.low >= -0.05);
    CHECK(standard.low < -0.0499);
    CHECK(standard.high <= 0.05);
    CHECK(standard.high > 0.0499);
    CHECK(standard.mean == doctest::Approx(0).epsilon(0.001).scale(1));
    CHECK(standard.deviation == doctest::Approx(0.1 / std::sqrt(12.0)).epsilon(0.01));
    const auto shifted = linnet_test::drawn(linnet::RandomUniform<std::ratio<1>, std::ratio<3>>{});
    CHECK(shifted.low >= 1.0);
    CHECK(shifted.high <= 3.0);
    CHECK(shifted.mean == doctest::Approx(2).epsilon(0.01));
}

} // namespace random_uniform_test
