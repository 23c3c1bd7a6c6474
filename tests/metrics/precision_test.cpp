// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/metrics/precision.hpp>

#include "../support/naive_metrics.hpp"

namespace precision_test {

using linnet::Precision;
using linnet_test::view;

static_assert(linnet::Metric<Precision>);

TEST_CASE_TEMPLATE("precision agrees with counting one by one, NaN and weights included", T, float, double) {
    for (std::size_t count = 20; count < 300; count += 23) {
        linnet_test::MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; count % 2 == 0 && i < count; i += 9) {
            samples.predictions[i] = std::numeric_limits<T>::quiet_NaN();
        }
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            for (const double threshold : {0.25, 0.5, 0.75}) {
                const auto cells =
                    linnet_test::naive_cells(view(samples.predictions), view(samples.labels), view(weights), threshold);
                const Precision metric{.threshold = threshold};
                const auto expected =
                    static_cast<double>((cells.predicted() != 0 ? cells.true_positives() / cells.predicted() : 0));
                const double got = metric(view(samples.predictions), view(samples.labels), view(weights));
                CHECK(std::abs(got - expected) <= 1e-12);
            }
        }
    }
}

TEST_CASE_TEMPLATE("precision of ten samples worked by hand", T, float, double) {
    // Predicted positive are the samples 0 and 7, which are, and 4, which is not.
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    CHECK(Precision{}(view(p), view(y)) == doctest::Approx(2.0 / 3).epsilon(1e-15));
    CHECK(Precision{}(view(p), view(y), view(w)) == doctest::Approx(1.25 / 2.25).epsilon(1e-15));
}

TEST_CASE_TEMPLATE("precision is 0 where it is undefined, and NaN where a label is", T, float, double) {
    const std::vector<T> none;
    CHECK(Precision{}(view(none), view(none)) == 0.0);
    const std::vector<T> zeros{0, 0};
    const std::vector<T> ones{1, 1};
    CHECK(Precision{}(view(zeros), view(zeros)) == 0.0);
    CHECK(Precision{}(view(zeros), view(ones)) == 0.0);
    CHECK(Precision{}(view(ones), view(zeros)) == 0.0);
    CHECK(Precision{}(view(ones), view(ones)) == 1.0);
    CHECK(std::isnan(Precision{}(view(ones), view(std::vector<T>{1, std::numeric_limits<T>::quiet_NaN()}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(Precision{}(view(ones), view(ones), view(std::vector<T>{1}))),
                         "metric 'precision' got 2 predictions, 2 labels and 1 weights", linnet::SettingError);
}

} // namespace precision_test
