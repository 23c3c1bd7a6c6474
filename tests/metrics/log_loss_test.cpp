// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/log_loss.hpp>

#include "../support/naive_metrics.hpp"

namespace log_loss_test {

using linnet::LogLoss;
using linnet_test::view;

namespace {

long double clipped_loss(long double p, long double y) {
    p = p < 1e-7L ? 1e-7L : p > 1 - 1e-7L ? 1 - 1e-7L : p;
    return -y * std::log(p) - (1 - y) * std::log(1 - p);
}

} // namespace

TEST_CASE_TEMPLATE("log loss agrees with a naive twin", T, float, double) {
    for (std::size_t count = 1; count < 300; count += 7) {
        linnet_test::MetricSamples<T> samples{count, count};
        samples.labels[0] = T(0.375); // a soft label
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            const double expected =
                linnet_test::naive_mean(view(samples.predictions), view(samples.labels), view(weights), clipped_loss);
            const double got = LogLoss{}(view(samples.predictions), view(samples.labels), view(weights));
            // 1 - 1e-7 is rounded in double, which moves its complement by up to 1e-9 of itself.
            CHECK(std::abs(got - expected) <= 1e-9);
        }
        for (T& p : samples.predictions) {
            p = p * T(0.9) + T(0.05);
        }
        const double expected = linnet_test::naive_mean(view(samples.predictions), view(samples.labels),
                                                        view(samples.weights), clipped_loss);
        const double got = LogLoss{}(view(samples.predictions), view(samples.labels), view(samples.weights));
        CHECK(std::abs(got - expected) <= 1e-12);
    }
}

TEST_CASE_TEMPLATE("log loss agrees with scikit-learn", T, float, double) {
    // log_loss(y, p, sample_weight=w) of scikit-learn 1.2.1, in double
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    const double epsilon = sizeof(T) == 4 ? 1e-7 : 1e-14; // of T, as 0.9f is not 0.9
    CHECK(LogLoss{}(view(p), view(y)) == doctest::Approx(0.622590210504095).epsilon(epsilon));
    CHECK(LogLoss{}(view(p), view(y), view(w)) == doctest::Approx(0.6867257987480694).epsilon(epsilon));
}

TEST_CASE_TEMPLATE("a sure and wrong prediction costs the logarithm of epsilon", T, float, double) {
    const std::vector<T> p{0, 1};
    const std::vector<T> y{1, 0};
    CHECK(LogLoss{}(view(p), view(y)) == doctest::Approx(-std::log(1e-7)).epsilon(1e-9));
    CHECK(LogLoss{.epsilon = 0.25}(view(p), view(y)) == doctest::Approx(std::log(4.0)).epsilon(1e-15));
}

TEST_CASE_TEMPLATE("log loss of a NaN prediction or of no samples is NaN", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    CHECK(std::isnan(LogLoss{}(view(std::vector<T>{nan, 1}), view(std::vector<T>{0, 1}))));
    CHECK(std::isnan(LogLoss{}(view(std::vector<T>{}), view(std::vector<T>{}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(LogLoss{}(view(std::vector<T>{}), view(std::vector<T>{1}))),
                         "metric 'log_loss' got 0 predictions, 1 labels and 0 weights", linnet::SettingError);
}

} // namespace log_loss_test
