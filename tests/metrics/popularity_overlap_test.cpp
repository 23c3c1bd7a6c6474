// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/popularity_overlap.hpp>

#include "../support/naive_diversity.hpp"

namespace popularity_overlap_test {

using linnet::PopularityOverlap;
using linnet::row_id;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<PopularityOverlap>);

TEST_CASE("the overlap agrees with looking for the next most popular again and again") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        const double expected = random.share(
            [&](std::size_t, row_id row, std::size_t length) { return random.popular(length).count(row) != 0; });
        CHECK(std::abs(PopularityOverlap{}(random.lists, random.catalogue()) - expected) <= 1e-12);
    });
}

TEST_CASE("a list is compared with as many popular items, of equal counts the lower rows") {
    const std::vector<std::uint32_t> counts{0, 5, 9, 5, 1, 0};
    const linnet::Catalogue catalogue{.items = 5, .counts = counts};
    const auto overlap = [&](const std::vector<std::vector<row_id>>& rows) {
        return PopularityOverlap{}(lists_of(rows), catalogue);
    };
    CHECK(overlap({{2}}) == 1.0);
    CHECK(overlap({{1}}) == 0.0);
    CHECK(overlap({{1, 2}}) == 1.0);
    CHECK(overlap({{3, 2}}) == 0.5);
    CHECK(overlap({{4, 5, 3, 1, 2}}) == 0.8); // nobody had 5
    CHECK(overlap({{2}, {}, {1}}) == 0.5);
    CHECK(std::isnan(overlap({{}})));
    CHECK_THROWS_WITH_AS(static_cast<void>(overlap({{6}})),
                         "metric 'popularity_overlap', list 0: item 6 is not below the 6 counts of the catalogue",
                         linnet::IdError);
}

} // namespace popularity_overlap_test
