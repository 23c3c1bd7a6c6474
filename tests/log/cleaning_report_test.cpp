// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/cleaning_report.hpp>

#include <doctest/doctest.h>

#include <linnet/log/k_core.hpp>
#include <linnet/log/without_duplicates.hpp>

#include "support/logs.hpp"

namespace cleaning_report_test {

TEST_CASE("a report used again keeps nothing of the run before") {
    linnet::CleaningReport report{.rows = 9, .removed = 9, .removed_users = 9, .removed_items = 9, .rounds = 9};
    const auto log = linnet_test::log_of({{"a", "x", 1, 1}, {"b", "y", 1, 2}});
    CHECK(linnet::without_duplicates(log, linnet::Keep::last, &report) == log);
    CHECK(report.rows == 2);
    CHECK(report.removed + report.removed_users + report.removed_items + report.rounds == 0);
    report = {9, 9, 9, 9, 9};
    CHECK(linnet::k_core(log, {.users = 1, .items = 1}, &report) == log);
    CHECK(report.rows == 2);
    CHECK(report.removed + report.removed_users + report.removed_items + report.rounds == 0);
}

} // namespace cleaning_report_test
