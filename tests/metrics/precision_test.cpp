// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/metrics/precision.hpp>

#include <doctest/doctest.h>

#include <linnet/core/metric.hpp>

#include "../support/confusion_checks.hpp"

namespace precision_test {

using linnet::Precision;

static_assert(linnet::Metric<Precision>);

TEST_CASE_TEMPLATE("precision agrees with counting one by one, NaN and weights included", T, float, double) {
    linnet_test::check_counted<Precision, T>(
        [](const auto& cells) { return cells.predicted() != 0 ? cells.true_positives() / cells.predicted() : 0; });
}

TEST_CASE_TEMPLATE("precision of ten samples worked by hand", T, float, double) {
    linnet_test::check_ten_samples<Precision, T>(2.0 / 3, 1.25 / 2.25);
}

TEST_CASE_TEMPLATE("precision is 0 where it is undefined, and NaN where a label is", T, float, double) {
    linnet_test::check_borders<Precision, T>("precision");
}

} // namespace precision_test
