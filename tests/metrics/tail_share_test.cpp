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
#include <linnet/metrics/tail_share.hpp>

#include "../support/naive_diversity.hpp"

namespace tail_share_test {

using linnet::row_id;
using linnet::TailShare;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<TailShare>);

TEST_CASE("the share of the tail agrees with heads tried from the shortest on") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        double all = 0;
        for (const std::uint32_t count : random.counts) {
            all += count;
        }
        for (const double share : {0.0, 0.2, 0.5, 0.8, 1.0}) {
            std::set<row_id> head;
            for (std::size_t n = 0;; ++n) {
                head = random.popular(n);
                double held = 0;
                for (const row_id row : head) {
                    held += random.counts[row];
                }
                if (held >= share * all) {
                    break;
                }
            }
            const double expected =
                random.share([&](std::size_t, row_id row, std::size_t) { return head.count(row) == 0; });
            const TailShare metric{.head = share};
            CHECK(std::abs(metric(random.lists, random.catalogue()) - expected) <= 1e-12);
        }
    });
}

TEST_CASE("the head is the fewest items that hold four fifths, of equal counts the lower rows") {
    const std::vector<std::uint32_t> counts{0, 5, 70, 5, 5, 5, 10, 0};
    const linnet::Catalogue catalogue{.items = 7, .counts = counts};
    const auto tail = [&](const std::vector<std::vector<row_id>>& rows, double head = 0.8) {
        return TailShare{.head = head}(lists_of(rows), catalogue);
    };
    CHECK(tail({{2, 6}}) == 0.0); // 80 of 100
    CHECK(tail({{1, 3, 4, 5, 7}}) == 1.0);
    CHECK(tail({{1, 3}}, 0.81) == 0.5);
    CHECK(tail({{1, 2, 3, 4, 5, 6, 7, 0}}, 1.0) == 0.25);
    CHECK(tail({{2}}, 0.0) == 1.0);
    CHECK(tail({{2}, {}, {7, 2}}) == 0.25);
    CHECK(std::isnan(tail({{}})));
    CHECK_THROWS_WITH_AS(static_cast<void>(tail({{8}})),
                         "metric 'tail_share', list 0: item 8 is not below the 8 counts of the catalogue",
                         linnet::IdError);
    for (const double head : {-0.5, 1.5}) {
        CHECK_THROWS_AS(static_cast<void>(tail({{1}}, head)), linnet::SettingError);
    }
    CHECK_THROWS_WITH_AS(static_cast<void>(tail({{1}}, 80)),
                         "metric 'tail_share' needs a head of 0 .. 1, not 80.000000", linnet::SettingError);
    CHECK_THROWS_AS(static_cast<void>(tail({{1}}, std::nan(""))), linnet::SettingError);
}

} // namespace tail_share_test
