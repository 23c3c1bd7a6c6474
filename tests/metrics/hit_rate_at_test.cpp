// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/hit_rate_at.hpp>
#include <linnet/metrics/ranking_metric.hpp>

#include "../support/naive_ranking.hpp"

namespace hit_rate_at_test {

using linnet::HitRateAt;

static_assert(linnet::RankingMetric<HitRateAt>);
static_assert(HitRateAt{}.k == 10);

TEST_CASE("the hit rate agrees with that of the ranking written out") {
    linnet_test::for_random_rankings<HitRateAt>(
        [](const HitRateAt& metric, const auto& ranking, std::span<const std::size_t> ranks, std::size_t relevant) {
            CHECK(std::abs(metric(ranks, relevant) - (ranking.hits(metric.k) > 0 ? 1.0 : 0.0)) <= 1e-12);
        });
}

TEST_CASE("the hit rate is 1 up to rank k") {
    const std::vector<std::size_t> ranks{10, 11};
    CHECK(HitRateAt{}(ranks, 2) == 1.0);
    CHECK(HitRateAt{9}(ranks, 2) == 0.0);
    CHECK(HitRateAt{0}(ranks, 2) == 1.0);
}

TEST_CASE("a user without relevant items has no value, and more ranks than relevant items are refused") {
    CHECK(std::isnan(HitRateAt{}({}, 0)));
    CHECK(HitRateAt{}({}, 1) == 0.0);
    const std::vector<std::size_t> ranks{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(HitRateAt{}(ranks, 1)),
                         "metric 'hit_rate@10' got 2 ranks of 1 relevant items", linnet::SettingError);
    CHECK(HitRateAt{}.name() == "hit_rate@10");
    CHECK(HitRateAt{0}.name() == "hit_rate");
}

} // namespace hit_rate_at_test
