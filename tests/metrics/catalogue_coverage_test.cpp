// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/catalogue_coverage.hpp>
#include <linnet/metrics/diversity_metric.hpp>

#include "../support/naive_diversity.hpp"

namespace catalogue_coverage_test {

using linnet::CatalogueCoverage;
using linnet::row_id;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<CatalogueCoverage>);

TEST_CASE("coverage agrees with a set of the recommended items") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        std::set<row_id> seen;
        for (const auto& list : random.rows) {
            seen.insert(list.begin(), list.end());
        }
        const double expected = static_cast<double>(seen.size()) / static_cast<double>(random.items);
        CHECK(std::abs(CatalogueCoverage{}(random.lists, random.catalogue()) - expected) <= 1e-12);
    });
}

TEST_CASE("coverage of a few lists and of nothing") {
    CHECK(CatalogueCoverage{}(lists_of({{1, 2}, {2, 1}}), {.items = 8}) == 0.25);
    CHECK(CatalogueCoverage{}({}, {.items = 8}) == 0.0);
    CHECK(std::isnan(CatalogueCoverage{}({}, {})));
    CHECK_THROWS_WITH_AS(static_cast<void>(CatalogueCoverage{}(lists_of({{1, 2}}), {.items = 1})),
                         "metric 'catalogue_coverage' got lists of 2 distinct items and a catalogue of 1",
                         linnet::SettingError);
}

} // namespace catalogue_coverage_test
