// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/metrics/recall.hpp>

#include "../support/naive_metrics.hpp"

namespace recall_test {

using linnet::Recall;
using linnet_test::view;

static_assert(linnet::Metric<Recall>);

TEST_CASE_TEMPLATE("recall agrees with counting one by one, NaN and weights included", T, float, double) {
    for (std::size_t count = 20; count < 300; count += 23) {
        linnet_test::MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; count % 2 == 0 && i < count; i += 9) {
            samples.predictions[i] = std::numeric_limits<T>::quiet_NaN();
        }
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            for (const double threshold : {0.25, 0.5, 0.75}) {
                const auto cells =
                    linnet_test::naive_cells(view(samples.predictions), view(samples.labels), view(weights), threshold);
                const Recall metric{.threshold = threshold};
                const auto expected =
                    static_cast<double>((cells.positives() != 0 ? cells.true_positives() / cells.positives() : 0));
                const double got = metric(view(samples.predictions), view(samples.labels), view(weights));
                CHECK(std::abs(got - expected) <= 1e-12);
            }
        }
    }
}

TEST_CASE_TEMPLATE("recall of ten samples worked by hand", T, float, double) {
    // Of the positives 0, 2, 6, 7 and 9, 0 and 7 are above one half.
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    CHECK(Recall{}(view(p), view(y)) == doctest::Approx(2.0 / 5).epsilon(1e-15));
    CHECK(Recall{}(view(p), view(y), view(w)) == doctest::Approx(1.25 / 7.75).epsilon(1e-15));
}

TEST_CASE_TEMPLATE("recall is 0 where it is undefined, and NaN where a label is", T, float, double) {
    const std::vector<T> none;
    CHECK(Recall{}(view(none), view(none)) == 0.0);
    const std::vector<T> zeros{0, 0};
    const std::vector<T> ones{1, 1};
    CHECK(Recall{}(view(zeros), view(zeros)) == 0.0);
    CHECK(Recall{}(view(zeros), view(ones)) == 0.0);
    CHECK(Recall{}(view(ones), view(zeros)) == 0.0);
    CHECK(Recall{}(view(ones), view(ones)) == 1.0);
    CHECK(std::isnan(Recall{}(view(ones), view(std::vector<T>{1, std::numeric_limits<T>::quiet_NaN()}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(Recall{}(view(ones), view(ones), view(std::vector<T>{1}))),
                         "metric 'recall' got 2 predictions, 2 labels and 1 weights", linnet::SettingError);
}

} // namespace recall_test
