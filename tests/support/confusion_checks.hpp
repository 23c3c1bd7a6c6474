// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>

#include "naive_metrics.hpp"

// What precision, recall and the F1 score have in common.
namespace linnet_test {

/// Checks that the metric agrees with `expected` of cells that are counted one by one, with NaN and weights, too.
template <class Metric, class T, class Expected>
LINNET_COLD void check_counted(const Expected& expected) {
    for (std::size_t count = 20; count < 300; count += 23) {
        MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; count % 2 == 0 && i < count; i += 9) {
            samples.predictions[i] = std::numeric_limits<T>::quiet_NaN();
        }
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            for (const double threshold : {0.25, 0.5, 0.75}) {
                const auto cells =
                    naive_cells(view(samples.predictions), view(samples.labels), view(weights), threshold);
                const Metric metric{.threshold = threshold};
                const double got = metric(view(samples.predictions), view(samples.labels), view(weights));
                CHECK(std::abs(got - static_cast<double>(expected(cells))) <= 1e-12);
            }
        }
    }
}

/// Ten samples worked by hand: without and with weights.
template <class Metric, class T>
LINNET_COLD void check_ten_samples(double plain, double weighted) {
    // Predicted positive are 0 and 7, which are positive, and 4, which is not; of the positives 2, 6 and 9 are missed.
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    CHECK(Metric{}(view(p), view(y)) == doctest::Approx(plain).epsilon(1e-15));
    CHECK(Metric{}(view(p), view(y), view(w)) == doctest::Approx(weighted).epsilon(1e-15));
}

/// Checks that the metric is 0 where it is undefined and NaN where a label is, and throws a sentence where lengths
/// differ.
template <class Metric, class T>
LINNET_COLD void check_borders(const std::string& name) {
    const std::vector<T> none;
    const std::vector<T> zeros{0, 0};
    const std::vector<T> ones{1, 1};
    CHECK(Metric{}(view(none), view(none)) == 0.0);
    CHECK(Metric{}(view(zeros), view(zeros)) == 0.0);
    CHECK(Metric{}(view(zeros), view(ones)) == 0.0);
    CHECK(Metric{}(view(ones), view(zeros)) == 0.0);
    CHECK(Metric{}(view(ones), view(ones)) == 1.0);
    CHECK(std::isnan(Metric{}(view(ones), view(std::vector<T>{1, std::numeric_limits<T>::quiet_NaN()}))));
    const std::string sentence = "metric '" + name + "' got 2 predictions, 2 labels and 1 weights";
    CHECK_THROWS_WITH_AS(static_cast<void>(Metric{}(view(ones), view(ones), view(std::vector<T>{1}))), sentence.c_str(),
                         linnet::SettingError);
}

} // namespace linnet_test
