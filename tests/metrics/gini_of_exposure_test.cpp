// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/gini_of_exposure.hpp>

#include "../support/naive_diversity.hpp"

namespace gini_of_exposure_test {

using linnet::GiniOfExposure;
using linnet::row_id;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<GiniOfExposure>);

TEST_CASE("the Gini coefficient agrees with the mean difference between two items") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        const std::vector<double> x = random.exposures();
        double differences = 0;
        double sum = 0;
        for (const double a : x) {
            sum += a;
            for (const double b : x) {
                differences += std::abs(a - b);
            }
        }
        const double expected = differences / (2 * static_cast<double>(x.size()) * sum);
        CHECK(std::abs(GiniOfExposure{}(random.lists, random.catalogue()) - expected) <= 1e-12);
    });
}

TEST_CASE("the Gini coefficient is 0 if all items are recommended alike, 1 - 1/n if only one is") {
    CHECK(GiniOfExposure{}(lists_of({{1, 2}, {3, 4}}), {.items = 4}) == 0.0);
    CHECK(GiniOfExposure{}(lists_of({{1}, {1}, {1}}), {.items = 4}) == 0.75);
    CHECK(std::isnan(GiniOfExposure{}({}, {.items = 4})));
    CHECK(std::isnan(GiniOfExposure{}(lists_of({{}, {}}), {.items = 4})));
    CHECK_THROWS_WITH_AS(static_cast<void>(GiniOfExposure{}(lists_of({{1, 2}}), {.items = 1})),
                         "metric 'gini_of_exposure' got lists of 2 distinct items and a catalogue of 1",
                         linnet::SettingError);
}

} // namespace gini_of_exposure_test
