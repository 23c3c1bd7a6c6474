// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/metrics/calibration_ratio.hpp>

#include "../support/naive_metrics.hpp"

namespace calibration_ratio_test {

using linnet::CalibrationRatio;
using linnet_test::view;

static_assert(linnet::Metric<CalibrationRatio>);

TEST_CASE_TEMPLATE("calibration agrees with a ratio of sums in long double", T, float, double) {
    for (std::size_t count = 20; count < 300; count += 23) {
        const linnet_test::MetricSamples<T> samples{count, count};
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            long double expected = 0;
            long double seen = 0;
            for (std::size_t i = count; i-- > 0;) {
                const long double weight = linnet_test::weight_of(view(weights), i);
                expected += weight * static_cast<long double>(samples.predictions[i]);
                seen += weight * static_cast<long double>(samples.labels[i]);
            }
            const double got = CalibrationRatio{}(view(samples.predictions), view(samples.labels), view(weights));
            CHECK(std::abs(got - static_cast<double>(expected / seen)) <= 1e-12 * got);
        }
    }
}

TEST_CASE_TEMPLATE("calibration is 1 on average, above 1 for too much", T, float, double) {
    const std::vector<T> p{T(0.5), T(0.75), T(0.25)};
    CHECK(CalibrationRatio{}(view(p), view(std::vector<T>{1, 0, 0})) == doctest::Approx(1.5).epsilon(1e-15));
    CHECK(CalibrationRatio{}(view(p), view(std::vector<T>{1, 1, 0})) == doctest::Approx(0.75).epsilon(1e-15));
    CHECK(CalibrationRatio{}(view(p), view(std::vector<T>{1, 0, 0}), view(std::vector<T>{2, 1, 1})) ==
          doctest::Approx(1).epsilon(1e-15));
}

TEST_CASE("calibration needs a positive, and sizes must fit") {
    const std::vector<double> none;
    const std::vector<double> p{0.25, 0.75};
    CHECK(std::isnan(CalibrationRatio{}(view(none), view(none))));
    CHECK(std::isnan(CalibrationRatio{}(view(p), view(std::vector<double>{0, 0}))));
    CHECK(std::isnan(CalibrationRatio{}(view(std::vector<double>{1, std::nan("")}), view(std::vector<double>{0, 1}))));
    CHECK(std::isnan(CalibrationRatio{}(view(p), view(std::vector<double>{1, 0}), view(std::vector<double>{0, 1}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(CalibrationRatio{}(view(p), view(none))),
                         "metric 'calibration_ratio' got 2 predictions, 0 labels and 0 weights", linnet::SettingError);
}

} // namespace calibration_ratio_test
