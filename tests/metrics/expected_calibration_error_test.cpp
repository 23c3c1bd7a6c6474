// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/metrics/expected_calibration_error.hpp>

#include "../support/naive_metrics.hpp"

namespace expected_calibration_error_test {

using linnet::ExpectedCalibrationError;
using linnet_test::view;

static_assert(linnet::Metric<ExpectedCalibrationError>);

TEST_CASE_TEMPLATE("the error agrees with that of trying every bin for every sample", T, float, double) {
    for (std::size_t count = 20; count < 300; count += 23) {
        linnet_test::MetricSamples<T> samples{count, count}; // on a grid of 1/32, so that many lie on edges of bins
        samples.predictions[0] = T(-0.5);
        samples.predictions[1] = T(1.5);
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            for (const int bins : {1, 2, 8, 15, 100}) {
                const double expected = linnet_test::naive_calibration_error(view(samples.predictions),
                                                                             view(samples.labels), view(weights), bins);
                const ExpectedCalibrationError metric{.bins = static_cast<std::size_t>(bins)};
                const double got = metric(view(samples.predictions), view(samples.labels), view(weights));
                CHECK(std::abs(got - expected) <= 1e-12);
            }
        }
    }
}

TEST_CASE_TEMPLATE("bins keep errors of opposite sign apart", T, float, double) {
    const std::vector<T> p{T(0.25), T(0.75)};
    const std::vector<T> y{1, 0};
    CHECK(ExpectedCalibrationError{.bins = 1}(view(p), view(y)) == 0.0);
    CHECK(ExpectedCalibrationError{.bins = 2}(view(p), view(y)) == 0.75);
    CHECK(ExpectedCalibrationError{}(view(p), view(y), view(std::vector<T>{3, 1})) == 0.75);
}

TEST_CASE("the error needs samples, numbers and bins, and sizes must fit") {
    const std::vector<double> none;
    const std::vector<double> p{0.25, 0.75};
    CHECK(std::isnan(ExpectedCalibrationError{}(view(none), view(none))));
    CHECK(std::isnan(ExpectedCalibrationError{}(view(std::vector<double>{0.5, std::nan("")}), view(p))));
    CHECK(std::isnan(ExpectedCalibrationError{}(view(p), view(std::vector<double>{0.5, std::nan("")}))));
    CHECK(ExpectedCalibrationError{}(view(std::vector<double>{0.5, std::nan("")}), view(std::vector<double>{1, 1}),
                                     view(std::vector<double>{1, 0})) == 0.5);
    CHECK_THROWS_WITH_AS(static_cast<void>(ExpectedCalibrationError{.bins = 0}(view(p), view(p))),
                         "metric 'expected_calibration_error' needs at least one bin", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ExpectedCalibrationError{}(view(p), view(none))),
                         "metric 'expected_calibration_error' got 2 predictions, 0 labels and 0 weights",
                         linnet::SettingError);
}

} // namespace expected_calibration_error_test
