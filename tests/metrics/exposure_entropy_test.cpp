// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/exposure_entropy.hpp>

#include "../support/naive_diversity.hpp"

namespace exposure_entropy_test {

using linnet::ExposureEntropy;
using linnet::row_id;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<ExposureEntropy>);

TEST_CASE("the entropy agrees with the sum of -p ln p over the catalogue") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        double total = 0;
        for (const double x : random.exposures()) {
            total += x;
        }
        double nats = 0;
        for (const double x : random.exposures()) {
            nats -= x > 0 ? x / total * std::log(x / total) : 0;
        }
        const double got = ExposureEntropy{}(random.lists, random.catalogue());
        CHECK(std::abs(got - nats / std::log(2.0)) <= 1e-12);
    });
}

TEST_CASE("the entropy is in bits: log2(n) for n items alike, 0 for one") {
    CHECK(ExposureEntropy{}(lists_of({{1, 2}, {3, 4}}), {.items = 9}) == 2.0);
    CHECK(ExposureEntropy{}(lists_of({{1}, {1}, {1}}), {.items = 4}) == 0.0);
    CHECK(std::isnan(ExposureEntropy{}({}, {.items = 4})));
    CHECK_THROWS_WITH_AS(static_cast<void>(ExposureEntropy{}(lists_of({{1, 2}}), {.items = 1})),
                         "metric 'exposure_entropy' got lists of 2 distinct items and a catalogue of 1",
                         linnet::SettingError);
}

} // namespace exposure_entropy_test
