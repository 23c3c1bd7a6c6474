// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/gradient_report.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

namespace gradient_report_test {

using linnet::GradientReport;
using linnet::detail::report_comparison;

TEST_CASE("a report is true until something fails, and keeps the first failure and the largest error") {
    GradientReport report;
    CHECK(report);
    report_comparison(report, 0.1, "kernel", 0, 1, 1.05, 1.0, "derivative");
    CHECK(report);
    CHECK(report.largest_error == doctest::Approx(0.05));
    CHECK(report.where == "kernel (0, 1)");
    report_comparison(report, 0.1, "kernel", 2, 3, 1.5, 1.0, "derivative");
    CHECK_FALSE(report);
    CHECK(report.message == "kernel (2, 3): derivative: 1.500000 instead of 1.000000 (relative error 0.500000)");
    report_comparison(report, 0.1, "bias", 0, 0, 9.0, 1.0, "derivative");
    CHECK(report.message.find("kernel (2, 3)") == 0);
    CHECK(report.largest_error == 8.0);
    CHECK(report.where == "bias (0, 0)");
}

TEST_CASE("a report measures large numbers relatively and small ones absolutely") {
    GradientReport report;
    report_comparison(report, 0.1, "kernel", 0, 0, 1100.0, 1000.0, "derivative");
    CHECK(report);
    CHECK(report.largest_error == doctest::Approx(0.1));
    report_comparison(report, 0.1, "kernel", 0, 0, 0.09, 0.001, "derivative");
    CHECK(report);
}

TEST_CASE("a report takes NaN for a failure that no later error hides") {
    GradientReport report;
    report_comparison(report, 0.1, "kernel", 0, 0, std::numeric_limits<double>::quiet_NaN(), 1.0, "derivative");
    CHECK_FALSE(report);
    CHECK(std::isnan(report.largest_error));
    report_comparison(report, 0.1, "kernel", 1, 0, 5.0, 1.0, "derivative");
    CHECK(std::isnan(report.largest_error));
    CHECK(report.where == "kernel (0, 0)");
}

} // namespace gradient_report_test
