// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
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

TEST_CASE("what a user saw is not expected of popularity either") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        std::vector<std::vector<row_id>> seen; // every third item, which no list of `unseen` has
        std::vector<std::vector<row_id>> unseen;
        std::vector<std::vector<row_id>> best;
        for (std::size_t user = 0; user < random.rows.size(); ++user) {
            seen.emplace_back();
            unseen.emplace_back();
            for (row_id row = 0; row <= random.items; ++row) {
                if (row % 3 == user % 3) {
                    seen.back().push_back(row);
                }
            }
            for (const row_id row : random.rows[user]) {
                if (row % 3 != user % 3) {
                    unseen.back().push_back(row);
                }
            }
            const std::set<row_id> popular = random.popular(4, {seen.back().begin(), seen.back().end()});
            best.emplace_back(popular.begin(), popular.end());
        }
        const linnet::RankedLists seen_lists = lists_of(seen);
        linnet::Catalogue catalogue = random.catalogue();
        catalogue.seen = &seen_lists;
        CHECK(PopularityOverlap{}(lists_of(best), catalogue) == 1.0);
        double sum = 0;
        double n = 0;
        for (std::size_t user = 0; user < unseen.size(); ++user) {
            const std::set<row_id> popular =
                random.popular(unseen[user].size(), {seen[user].begin(), seen[user].end()});
            double shared = 0;
            for (const row_id row : unseen[user]) {
                shared += popular.count(row) != 0 ? 1 : 0;
            }
            if (!unseen[user].empty()) {
                sum += shared / static_cast<double>(unseen[user].size());
                n += 1;
            }
        }
        if (n != 0) {
            CHECK(std::abs(PopularityOverlap{}(lists_of(unseen), catalogue) - sum / n) <= 1e-12);
        }
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
    CHECK(overlap({{4, 5, 3, 1, 2}}) == 0.8); // nobody had 0 and 5, so 0 is expected
    CHECK(overlap({{2}, {}, {1}}) == 0.5);
    CHECK(std::isnan(overlap({{}})));
    CHECK_THROWS_WITH_AS(static_cast<void>(overlap({{6}})),
                         "metric 'popularity_overlap', list 0: item 6 is not below the 6 counts of the catalogue",
                         linnet::IdError);
}

} // namespace popularity_overlap_test
