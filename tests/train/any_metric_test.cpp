// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/any_metric.hpp>

#include <array>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/metrics.hpp>

namespace any_metric_test {

TEST_CASE("metrics of any kind stand in one list, with their settings") {
    const std::vector<linnet::AnyMetric<double>> metrics{linnet::Auc{}, linnet::Accuracy{.threshold = 0.9}};
    const std::array<double, 3> predictions{0.8, 0.7, 0.2};
    const std::array<double, 3> labels{1, 1, 0};
    CHECK(metrics[0].name() == "auc");
    CHECK(metrics[0](predictions, labels, {}) == 1.0);
    CHECK(metrics[0].head() == linnet::AnyMetric<double>::no_head);
    CHECK(metrics[1].name() == "accuracy");
    CHECK(metrics[1](predictions, labels, {}) == doctest::Approx(1.0 / 3));
}

} // namespace any_metric_test
