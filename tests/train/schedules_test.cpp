// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/schedules.hpp>

#include <doctest/doctest.h>

namespace schedules_test {

using namespace linnet;

TEST_CASE("exponential decay reaches its rate after its steps") {
    const ExponentialDecay decay{.rate = 0.5, .steps = 100};
    CHECK(decay(0) == 1.0);
    CHECK(decay(100) == doctest::Approx(0.5));
    CHECK(decay(50) == doctest::Approx(0.70710678118654752));
}

TEST_CASE("step decay falls at once") {
    const StepDecay decay{.factor = 0.1, .steps = 10};
    CHECK(decay(9) == 1.0);
    CHECK(decay(10) == doctest::Approx(0.1));
    CHECK(decay(19) == doctest::Approx(0.1));
    CHECK(decay(20) == doctest::Approx(0.01));
}

TEST_CASE("cosine decay warms up, falls by half a cosine and stays") {
    const CosineDecay decay{.steps = 110, .least = 0.2, .warm_up = 10};
    CHECK(decay(0) == 0.0);
    CHECK(decay(5) == doctest::Approx(0.5));
    CHECK(decay(10) == doctest::Approx(1.0));
    CHECK(decay(60) == doctest::Approx(0.6));
    CHECK(decay(110) == doctest::Approx(0.2));
    CHECK(decay(1000) == doctest::Approx(0.2));
}

} // namespace schedules_test
