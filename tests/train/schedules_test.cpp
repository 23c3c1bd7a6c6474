// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/schedules.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

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

TEST_CASE("a warm-up may take all steps") {
    const CosineDecay decay{.steps = 10, .least = 0.2, .warm_up = 10};
    CHECK(decay(9) == doctest::Approx(0.9));
    CHECK(decay(10) == doctest::Approx(0.2));
}

TEST_CASE("a schedule refuses settings out of range, by name, when it is checked and when it is called") {
    const auto refused = [](const auto& schedule, const char* sentence) {
        CHECK_THROWS_WITH_AS(schedule.check(), sentence, SettingError);
        CHECK_THROWS_WITH_AS(static_cast<void>(schedule(1)), sentence, SettingError);
    };
    const double nan = std::nan("");
    const double infinity = std::numeric_limits<double>::infinity();
    refused(ExponentialDecay{.rate = -0.5}, "ExponentialDecay: rate must be 0 or more, and finite, not -0.500000");
    refused(ExponentialDecay{.rate = nan}, "ExponentialDecay: rate must be 0 or more, and finite, not nan");
    refused(ExponentialDecay{.rate = infinity}, "ExponentialDecay: rate must be 0 or more, and finite, not inf");
    refused(ExponentialDecay{.steps = 0}, "ExponentialDecay: steps must be above 0, and finite, not 0.000000");
    refused(ExponentialDecay{.steps = -10}, "ExponentialDecay: steps must be above 0, and finite, not -10.000000");
    refused(ExponentialDecay{.steps = nan}, "ExponentialDecay: steps must be above 0, and finite, not nan");
    refused(ExponentialDecay{.steps = infinity}, "ExponentialDecay: steps must be above 0, and finite, not inf");
    refused(StepDecay{.factor = -1}, "StepDecay: factor must be 0 or more, and finite, not -1.000000");
    refused(StepDecay{.factor = nan}, "StepDecay: factor must be 0 or more, and finite, not nan");
    refused(StepDecay{.steps = 0}, "StepDecay: steps must be at least 1, not 0");
    refused(CosineDecay{.steps = 0}, "CosineDecay: steps must be at least 1, not 0");
    refused(CosineDecay{.least = -0.25}, "CosineDecay: least must be from 0 to 1, not -0.250000");
    refused(CosineDecay{.least = 1.5}, "CosineDecay: least must be from 0 to 1, not 1.500000");
    refused(CosineDecay{.least = nan}, "CosineDecay: least must be from 0 to 1, not nan");
    refused(CosineDecay{.steps = 10, .warm_up = 11}, "CosineDecay: warm_up must be at most the 10 steps, not 11");
}

TEST_CASE("a schedule in range is a number of 0 or more at every step") {
    constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
    for (const std::uint64_t step : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{9'999}, last}) {
        for (const double factor : {ExponentialDecay{}(step), ExponentialDecay{.rate = 0, .steps = 1e-3}(step),
                                    StepDecay{}(step), StepDecay{.factor = 0, .steps = 1}(step), CosineDecay{}(step),
                                    CosineDecay{.steps = last, .warm_up = last - 1}(step)}) {
            CHECK(factor >= 0.0);
            CHECK(factor <= 1.0);
        }
    }
}

} // namespace schedules_test
