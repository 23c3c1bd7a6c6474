// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/ranking_metric.hpp>
#include <linnet/metrics/recall_at.hpp>

#include "../support/naive_ranking.hpp"

namespace recall_at_test {

using linnet::RecallAt;

static_assert(linnet::RankingMetric<RecallAt>);
static_assert(RecallAt{}.k == 10);

TEST_CASE("recall agrees with that of the ranking written out") {
    linnet_test::for_random_rankings<RecallAt>(
        [](const RecallAt& metric, const auto& ranking, std::span<const std::size_t> ranks, std::size_t relevant) {
            CHECK(std::abs(metric(ranks, relevant) -
                           static_cast<double>(ranking.hits(metric.k)) / static_cast<double>(relevant)) <= 1e-12);
        });
}

TEST_CASE("recall is a share of the relevant items, unranked ones included") {
    const std::vector<std::size_t> ranks{1, 10, 11};
    CHECK(RecallAt{}(ranks, 4) == 0.5);
    CHECK(RecallAt{0}(ranks, 4) == 0.75);
    CHECK(RecallAt{1}(ranks, 4) == 0.25);
}

TEST_CASE("a user without relevant items has no value, and more ranks than relevant items are refused") {
    CHECK(std::isnan(RecallAt{}({}, 0)));
    CHECK(RecallAt{}({}, 1) == 0.0);
    const std::vector<std::size_t> ranks{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(RecallAt{}(ranks, 1)), "metric 'recall@10' got 2 ranks of 1 relevant items",
                         linnet::SettingError);
    CHECK(RecallAt{}.name() == "recall@10");
    CHECK(RecallAt{0}.name() == "recall");
}

} // namespace recall_at_test
