// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/mrr_at.hpp>
#include <linnet/metrics/ranking_metric.hpp>

#include "../support/naive_ranking.hpp"

namespace mrr_at_test {

using linnet::MrrAt;

static_assert(linnet::RankingMetric<MrrAt>);
static_assert(MrrAt{}.k == 10);

TEST_CASE("the reciprocal rank agrees with that of the ranking written out") {
    linnet_test::for_random_rankings<MrrAt>(
        [](const MrrAt& metric, const auto& ranking, std::span<const std::size_t> ranks, std::size_t relevant) {
            CHECK(std::abs(metric(ranks, relevant) - ranking.reciprocal_rank(metric.k)) <= 1e-12);
        });
}

TEST_CASE("the reciprocal rank is that of the first relevant item") {
    CHECK(MrrAt{}(std::vector<std::size_t>{4, 5}, 2) == 0.25);
    CHECK(MrrAt{3}(std::vector<std::size_t>{4, 5}, 2) == 0.0);
    CHECK(MrrAt{0}(std::vector<std::size_t>{100}, 2) == 0.01);
}

TEST_CASE("a user without relevant items has no value, and more ranks than relevant items are refused") {
    CHECK(std::isnan(MrrAt{}({}, 0)));
    CHECK(MrrAt{}({}, 1) == 0.0);
    const std::vector<std::size_t> ranks{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(MrrAt{}(ranks, 1)), "metric 'mrr@10' got 2 ranks of 1 relevant items",
                         linnet::SettingError);
    CHECK(MrrAt{}.name() == "mrr@10");
    CHECK(MrrAt{0}.name() == "mrr");
}

} // namespace mrr_at_test
