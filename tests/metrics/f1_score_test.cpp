// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/metrics/f1_score.hpp>

#include <doctest/doctest.h>

#include <linnet/core/metric.hpp>

#include "../support/confusion_checks.hpp"

namespace f1_score_test {

using linnet::F1Score;

static_assert(linnet::Metric<F1Score>);

TEST_CASE_TEMPLATE("the F1 score agrees with counting one by one, NaN and weights included", T, float, double) {
    linnet_test::check_counted<F1Score, T>([](const auto& cells) {
        const auto hits = cells.true_positives();
        return hits != 0 ? 2 / (cells.predicted() / hits + cells.positives() / hits) : 0;
    });
}

TEST_CASE_TEMPLATE("the F1 score of ten samples worked by hand", T, float, double) {
    // Precision 2/3 and recall 2/5; by weight 1.25/2.25 and 1.25/7.75.
    linnet_test::check_ten_samples<F1Score, T>(0.5, 0.25);
}

TEST_CASE_TEMPLATE("the F1 score is 0 where it is undefined, and NaN where a label is", T, float, double) {
    linnet_test::check_borders<F1Score, T>("f1");
}

} // namespace f1_score_test
