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
#include <linnet/metrics/serendipity.hpp>

#include "../support/naive_diversity.hpp"

namespace serendipity_test {

using linnet::row_id;
using linnet::Serendipity;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<Serendipity>);

TEST_CASE("serendipity agrees with sets of what is relevant and what was to be expected") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        const linnet_test::RandomLists other{random.items, random.rows.size(), 77};
        const linnet_test::RandomLists third{random.items, random.rows.size(), 78};
        const auto holds = [](const linnet_test::RandomLists& lists, std::size_t user, row_id row) {
            return std::set<row_id>(lists.rows[user].begin(), lists.rows[user].end()).count(row) != 0;
        };
        const double beyond_popular = random.share([&](std::size_t user, row_id row, std::size_t length) {
            return holds(other, user, row) && random.popular(length).count(row) == 0;
        });
        const double beyond_third = random.share([&](std::size_t user, row_id row, std::size_t) {
            return holds(other, user, row) && !holds(third, user, row);
        });
        const Serendipity popular{.relevant = &other.lists};
        CHECK(std::abs(popular(random.lists, random.catalogue()) - beyond_popular) <= 1e-12);
        const Serendipity given{.relevant = &other.lists, .expected = &third.lists};
        CHECK(std::abs(given(random.lists, {}) - beyond_third) <= 1e-12);
    });
}

TEST_CASE("serendipity wants what is relevant and what a count would not have found") {
    const std::vector<std::uint32_t> counts{0, 9, 8, 1, 0};
    const linnet::Catalogue catalogue{.items = 4, .counts = counts};
    const linnet::RankedLists lists = lists_of({{1, 3}, {}, {4, 2}, {3, 4}});
    const linnet::RankedLists relevant = lists_of({{3, 1}, {1}, {2}, {4, 3, 1}});
    CHECK(Serendipity{.relevant = &relevant}(lists, catalogue) == 0.5); // 1/2, none, 0, 1
    const linnet::RankedLists expected = lists_of({{3}, {}, {}, {}});
    CHECK(Serendipity{.relevant = &relevant, .expected = &expected}(lists, {}) ==
          doctest::Approx(2.0 / 3).epsilon(1e-15)); // 1/2, none, 1/2, 1
    const linnet::RankedLists empty = lists_of({{}, {}, {}, {}});
    CHECK(std::isnan(Serendipity{.relevant = &relevant}(empty, catalogue)));
}

TEST_CASE("the next popular items are no surprise to who saw the most popular ones") {
    const std::vector<std::uint32_t> counts{0, 9, 8, 7, 1};
    const linnet::RankedLists seen = lists_of({{1}, {1, 2}});
    const linnet::RankedLists relevant = lists_of({{2, 3}, {4}});
    const linnet::Catalogue catalogue{.items = 4, .counts = counts, .seen = &seen, .relevant = &relevant};
    CHECK(Serendipity{}(lists_of({{2, 3}, {3, 4}}), catalogue) == 0.0);
    CHECK(Serendipity{}(lists_of({{3}, {4}}), catalogue) == 1.0);
    const linnet::RankedLists other = lists_of({{4}, {4}});
    CHECK(Serendipity{.relevant = &other}(lists_of({{3}, {4}}), catalogue) == 0.5); // its own come first
}

TEST_CASE("serendipity needs the relevant items of each user, and counts") {
    const linnet::RankedLists one = lists_of({{1}});
    const linnet::RankedLists two = lists_of({{1}, {2}});
    CHECK_THROWS_WITH_AS(static_cast<void>(Serendipity{}(two, {})),
                         "metric 'serendipity' needs the relevant items of each user", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(Serendipity{.relevant = &one}(two, {})),
                         "metric 'serendipity' got 2 lists and the relevant items of 1", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(Serendipity{.relevant = &two, .expected = &one}(two, {})),
                         "metric 'serendipity' got 2 lists and the expected items of 1", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(Serendipity{.relevant = &two}(two, {})),
                         "metric 'serendipity', list 0: item 1 is not below the 0 counts of the catalogue",
                         linnet::IdError);
}

} // namespace serendipity_test
