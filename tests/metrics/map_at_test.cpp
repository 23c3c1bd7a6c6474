// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/map_at.hpp>
#include <linnet/metrics/ranking_metric.hpp>

#include "../support/naive_ranking.hpp"

namespace map_at_test {

using linnet::MapAt;

static_assert(linnet::RankingMetric<MapAt>);
static_assert(MapAt{}.k == 10);

TEST_CASE("average precision agrees with that of the ranking written out") {
    linnet_test::for_random_rankings<MapAt>(
        [](const MapAt& metric, const auto& ranking, std::span<const std::size_t> ranks, std::size_t relevant) {
            CHECK(std::abs(metric(ranks, relevant) - ranking.average_precision(metric.k)) <= 1e-12);
        });
}

TEST_CASE("average precision of a few rankings") {
    CHECK(MapAt{}(std::vector<std::size_t>{1, 4}, 2) == 0.75);
    CHECK(MapAt{}(std::vector<std::size_t>{1, 4}, 4) == 0.375);
    CHECK(MapAt{2}(std::vector<std::size_t>{1, 4}, 4) == 0.5);
    CHECK(MapAt{0}(std::vector<std::size_t>{1, 2, 3}, 3) == 1.0);
}

TEST_CASE("a user without relevant items has no value, and more ranks than relevant items are refused") {
    CHECK(std::isnan(MapAt{}({}, 0)));
    CHECK(MapAt{}({}, 1) == 0.0);
    const std::vector<std::size_t> ranks{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(MapAt{}(ranks, 1)), "metric 'map@10' got 2 ranks of 1 relevant items",
                         linnet::SettingError);
    CHECK(MapAt{}.name() == "map@10");
    CHECK(MapAt{0}.name() == "map");
}

} // namespace map_at_test
