// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/precision_at.hpp>
#include <linnet/metrics/ranking_metric.hpp>

#include "../support/naive_ranking.hpp"

namespace precision_at_test {

using linnet::PrecisionAt;

static_assert(linnet::RankingMetric<PrecisionAt>);
static_assert(PrecisionAt{}.k == 10);

TEST_CASE("precision agrees with that of the ranking written out") {
    linnet_test::for_random_rankings<PrecisionAt>(
        [](const PrecisionAt& metric, const auto& ranking, std::span<const std::size_t> ranks, std::size_t relevant) {
            if (metric.k == 0) {
                return;
            }
            CHECK(std::abs(metric(ranks, relevant) -
                           static_cast<double>(ranking.hits(metric.k)) / static_cast<double>(metric.k)) <= 1e-12);
        });
}

TEST_CASE("precision is a share of the first k") {
    const std::vector<std::size_t> ranks{1, 10, 11};
    CHECK(PrecisionAt{}(ranks, 3) == 0.2);
    CHECK(PrecisionAt{1}(ranks, 3) == 1.0);
    CHECK(PrecisionAt{100}(ranks, 3) == 0.03);
}

TEST_CASE("precision needs a cut-off") {
    CHECK_THROWS_WITH_AS(static_cast<void>(PrecisionAt{0}({}, 1)),
                         "metric 'precision' of a ranking needs a cut-off, and k is 0", linnet::SettingError);
}

TEST_CASE("a user without relevant items has no value, and more ranks than relevant items are refused") {
    CHECK(std::isnan(PrecisionAt{}({}, 0)));
    CHECK(PrecisionAt{}({}, 1) == 0.0);
    const std::vector<std::size_t> ranks{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(PrecisionAt{}(ranks, 1)),
                         "metric 'precision@10' got 2 ranks of 1 relevant items", linnet::SettingError);
    CHECK(PrecisionAt{}.name() == "precision@10");
    CHECK(PrecisionAt{0}.name() == "precision");
}

} // namespace precision_at_test
