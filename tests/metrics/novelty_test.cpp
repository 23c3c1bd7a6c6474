// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/novelty.hpp>

#include "../support/naive_diversity.hpp"

namespace novelty_test {

using linnet::Novelty;
using linnet::row_id;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<Novelty>);

TEST_CASE("novelty agrees with natural logarithms over all positions") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        const double expected = random.mean(1, [&](std::size_t, const std::vector<row_id>& list) {
            double sum = 0;
            for (const row_id row : list) {
                const double had = random.counts[row] == 0 ? 1 : random.counts[row];
                sum -= std::log(had / 4) / std::log(2.0);
            }
            return sum / static_cast<double>(list.size());
        });
        CHECK(std::abs(Novelty{}(random.lists, random.catalogue()) - expected) <= 1e-12);
    });
}

TEST_CASE("novelty is 0 for what everyone had, log2(users) for what one or nobody had") {
    const std::vector<std::uint32_t> counts{0, 8, 2, 1};
    const linnet::Catalogue catalogue{.items = 3, .counts = counts, .users = 8};
    CHECK(Novelty{}(lists_of({{1}}), catalogue) == 0.0);
    CHECK(Novelty{}(lists_of({{2}}), catalogue) == 2.0);
    CHECK(Novelty{}(lists_of({{3}, {0}}), catalogue) == 3.0);
    CHECK(Novelty{}(lists_of({{1, 2}, {}, {3}}), catalogue) == 2.0); // each list counts as much
    CHECK(std::isnan(Novelty{}(lists_of({{}}), catalogue)));
    CHECK_THROWS_WITH_AS(static_cast<void>(Novelty{}(lists_of({{1}, {4}}), catalogue)),
                         "metric 'novelty', list 1: item 4 is not below the 4 counts of the catalogue",
                         linnet::IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(Novelty{}(lists_of({{1}}), {.items = 3, .counts = counts})),
                         "metric 'novelty' needs a catalogue with users", linnet::SettingError);
}

} // namespace novelty_test
