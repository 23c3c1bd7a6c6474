// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/accuracy.hpp>

#include "../support/naive_metrics.hpp"

namespace accuracy_test {

using linnet::Accuracy;
using linnet_test::view;

TEST_CASE_TEMPLATE("accuracy agrees with a naive twin", T, float, double) {
    for (std::size_t count = 1; count < 300; count += 7) {
        const linnet_test::MetricSamples<T> samples{count, count};
        for (const double threshold : {0.0, 0.25, 0.5, 0.75}) {
            const auto right = [&](long double p, long double y) { return (p > threshold) == (y == 1) ? 1.0L : 0.0L; };
            for (const auto& weights : {std::vector<T>{}, samples.weights}) {
                const double expected =
                    linnet_test::naive_mean(view(samples.predictions), view(samples.labels), view(weights), right);
                const double got =
                    Accuracy{.threshold = threshold}(view(samples.predictions), view(samples.labels), view(weights));
                CHECK(std::abs(got - expected) <= 1e-12);
            }
        }
    }
}

TEST_CASE_TEMPLATE("accuracy agrees with scikit-learn", T, float, double) {
    // accuracy_score(y, p > 0.5, sample_weight=w) of scikit-learn 1.2.1
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    CHECK(Accuracy{}(view(p), view(y)) == doctest::Approx(0.6).epsilon(1e-15));
    CHECK(Accuracy{}(view(p), view(y), view(w)) == doctest::Approx(0.5384615384615384).epsilon(1e-15));
}

TEST_CASE_TEMPLATE("a prediction of exactly the threshold counts as 0", T, float, double) {
    for (const double threshold : {0.1, 0.3, 0.5, 0.7}) {
        const std::vector<T> p{static_cast<T>(threshold)};
        CHECK(Accuracy{.threshold = threshold}(view(p), view(std::vector<T>{0})) == 1.0);
        CHECK(Accuracy{.threshold = threshold}(view(p), view(std::vector<T>{1})) == 0.0);
    }
}

TEST_CASE_TEMPLATE("a NaN prediction and a label between 0 and 1 are wrong", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    CHECK(Accuracy{}(view(std::vector<T>{nan, nan}), view(std::vector<T>{0, 1})) == 0.0);
    CHECK(Accuracy{}(view(std::vector<T>{0, 1}), view(std::vector<T>{T(0.25), T(0.75)})) == 0.0);
}

TEST_CASE("accuracy of no samples is NaN, and sizes must agree") {
    const std::vector<double> none;
    const std::vector<double> one{1};
    CHECK(std::isnan(Accuracy{}(view(none), view(none))));
    CHECK_THROWS_WITH_AS(static_cast<void>(Accuracy{}(view(one), view(none))),
                         "metric 'accuracy' got 1 predictions, 0 labels and 0 weights", linnet::SettingError);
}

} // namespace accuracy_test
