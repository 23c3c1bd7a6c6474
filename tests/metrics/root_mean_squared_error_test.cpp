// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/root_mean_squared_error.hpp>

#include "../support/naive_metrics.hpp"

namespace root_mean_squared_error_test {

using linnet::RootMeanSquaredError;
using linnet_test::view;

TEST_CASE_TEMPLATE("rmse agrees with a naive twin", T, float, double) {
    for (std::size_t count = 1; count < 300; count += 7) {
        linnet_test::MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; i < count; ++i) {
            samples.labels[i] = T(5) * samples.labels[i] - T(0.1) * samples.predictions[i];
        }
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            const double square =
                linnet_test::naive_mean(view(samples.predictions), view(samples.labels), view(weights),
                                        [](long double p, long double y) { return (p - y) * (p - y); });
            const double got = RootMeanSquaredError{}(view(samples.predictions), view(samples.labels), view(weights));
            CHECK(std::abs(got - std::sqrt(square)) <= 1e-12);
        }
    }
}

TEST_CASE_TEMPLATE("rmse agrees with scikit-learn", T, float, double) {
    // mean_squared_error(y, p, sample_weight=w) ** 0.5 of scikit-learn 1.2.1, in double
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    const double epsilon = sizeof(T) == 4 ? 1e-7 : 1e-15; // of T, as 0.9f is not 0.9
    CHECK(RootMeanSquaredError{}(view(p), view(y)) == doctest::Approx(0.4707706447942565).epsilon(epsilon));
    CHECK(RootMeanSquaredError{}(view(p), view(y), view(w)) == doctest::Approx(0.5028094148803378).epsilon(epsilon));
}

TEST_CASE("rmse of no samples is NaN, and sizes must agree") {
    const std::vector<double> none;
    const std::vector<double> one{1};
    CHECK(std::isnan(RootMeanSquaredError{}(view(none), view(none))));
    CHECK_THROWS_WITH_AS(static_cast<void>(RootMeanSquaredError{}(view(one), view(none))),
                         "metric 'rmse' got 1 predictions, 0 labels and 0 weights", linnet::SettingError);
}

} // namespace root_mean_squared_error_test
