// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/metrics/recall.hpp>

#include <doctest/doctest.h>

#include <linnet/core/metric.hpp>

#include "../support/confusion_checks.hpp"

namespace recall_test {

using linnet::Recall;

static_assert(linnet::Metric<Recall>);

TEST_CASE_TEMPLATE("recall agrees with counting one by one, NaN and weights included", T, float, double) {
    linnet_test::check_counted<Recall, T>(
        [](const auto& cells) { return cells.positives() != 0 ? cells.true_positives() / cells.positives() : 0; });
}

TEST_CASE_TEMPLATE("recall of ten samples worked by hand", T, float, double) {
    linnet_test::check_ten_samples<Recall, T>(2.0 / 5, 1.25 / 7.75);
}

TEST_CASE_TEMPLATE("recall is 0 where it is undefined, and NaN where a label is", T, float, double) {
    linnet_test::check_borders<Recall, T>("recall");
}

} // namespace recall_test
