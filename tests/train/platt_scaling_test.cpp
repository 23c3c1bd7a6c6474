// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/platt_scaling.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

namespace platt_scaling_test {

using namespace linnet;

TEST_CASE("PlattScaling finds the line that made the labels") {
    std::vector<float> scores;
    std::vector<float> labels;
    for (std::size_t i = 0; i < 200'000; ++i) {
        const double score = 4.0 * Random{1, 0}.uniform(i) - 2.0;
        const double p = 1.0 / (1.0 + std::exp(-(1.5 * score - 0.5)));
        scores.push_back(static_cast<float>(score));
        labels.push_back(Random{1, 1}.uniform(i) < p ? 1.0F : 0.0F);
    }
    const PlattScaling scaling = PlattScaling::fit(scores, labels);
    CHECK(scaling.slope == doctest::Approx(1.5).epsilon(0.02));
    CHECK(scaling.intercept == doctest::Approx(-0.5).epsilon(0.03));
    CHECK(scaling(0.7) == doctest::Approx(1.0 / (1.0 + std::exp(-(scaling.slope * 0.7 + scaling.intercept)))));
    double slope = 0.0; // of the likelihood, which is 0 at its top; 1e5 positives leave the labels as they are
    for (std::size_t i = 0; i < scores.size(); ++i) {
        slope +=
            (scaling(static_cast<double>(scores[i])) - static_cast<double>(labels[i])) * static_cast<double>(scores[i]);
    }
    CHECK(std::abs(slope) / static_cast<double>(scores.size()) < 1e-4);
}

TEST_CASE("PlattScaling stays finite where one score separates the classes") {
    const std::vector<double> scores{-2.0, -1.0, 1.0, 2.0};
    const std::vector<float> labels{0.0F, 0.0F, 1.0F, 1.0F};
    const PlattScaling scaling = PlattScaling::fit(scores, labels);
    CHECK(std::isfinite(scaling.slope));
    CHECK(scaling.slope > 0.0);
    CHECK(scaling.intercept == doctest::Approx(0.0));
    CHECK(scaling(1.0) + 2.0 * scaling(2.0) == doctest::Approx(3.0 * 0.75)); // each label counts as 3/4
    const PlattScaling constant = PlattScaling::fit(std::vector<double>{3.0, 3.0, 3.0}, std::vector<float>{1, 1, 0});
    CHECK(constant(3.0) == doctest::Approx((0.75 + 0.75 + 1.0 / 3.0) / 3.0));
    const PlattScaling alike = PlattScaling::fit(std::vector<double>{1.0, 2.0}, std::vector<float>{1, 1});
    CHECK(alike(1.5) == doctest::Approx(0.75));
    const PlattScaling huge = PlattScaling::fit(std::vector<double>{-1e6, 1e6, 2e6}, std::vector<float>{1, 0, 1});
    CHECK(std::isfinite(huge(1e6)));
}

TEST_CASE("PlattScaling says which row it cannot use") {
    const std::vector<float> scores{1.0F, 2.0F};
    CHECK_THROWS_WITH_AS(static_cast<void>(PlattScaling::fit(scores, std::vector<float>{1.0F})),
                         "PlattScaling needs a label for each score, and at least one; it has 2 scores and 1 labels",
                         SettingError);
    CHECK_THROWS_AS(static_cast<void>(PlattScaling::fit(std::vector<float>{}, std::vector<float>{})), SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(PlattScaling::fit(scores, std::vector<float>{1.0F, -1.0F})),
                         "PlattScaling: row 1: the label is neither 0 nor 1", DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(PlattScaling::fit(std::vector<float>{NAN, 1.0F}, std::vector<float>{1, 0})),
                         "PlattScaling: row 0: the score is not finite", DataError);
}

} // namespace platt_scaling_test
