// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/metrics/mean_absolute_error.hpp>

#include "../support/naive_metrics.hpp"

namespace mean_absolute_error_test {

using linnet::MeanAbsoluteError;
using linnet_test::view;

static_assert(linnet::Metric<MeanAbsoluteError>);

TEST_CASE_TEMPLATE("mae agrees with a sum in long double", T, float, double) {
    for (std::size_t count = 1; count < 300; count += 23) {
        const linnet_test::MetricSamples<T> samples{count, count};
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            const double expected =
                linnet_test::naive_mean(view(samples.predictions), view(samples.labels), view(weights),
                                        [](long double p, long double y) { return p > y ? p - y : y - p; });
            const double got = MeanAbsoluteError{}(view(samples.predictions), view(samples.labels), view(weights));
            CHECK(std::abs(got - expected) <= 1e-12);
        }
    }
}

TEST_CASE_TEMPLATE("mae in the unit of the labels", T, float, double) {
    const std::vector<T> p{1, 5, 3};
    const std::vector<T> y{4, 4, 3};
    CHECK(MeanAbsoluteError{}(view(p), view(y)) == doctest::Approx(4.0 / 3).epsilon(1e-15));
    CHECK(MeanAbsoluteError{}(view(p), view(y), view(std::vector<T>{1, 3, 2})) == 1.0);
}

TEST_CASE("mae of nothing or of NaN is NaN, and sizes must fit") {
    const std::vector<double> none;
    const std::vector<double> one{1};
    CHECK(std::isnan(MeanAbsoluteError{}(view(none), view(none))));
    CHECK(std::isnan(MeanAbsoluteError{}(view(std::vector<double>{std::nan("")}), view(one))));
    CHECK_THROWS_WITH_AS(static_cast<void>(MeanAbsoluteError{}(view(one), view(none))),
                         "metric 'mae' got 1 predictions, 0 labels and 0 weights", linnet::SettingError);
}

} // namespace mean_absolute_error_test
