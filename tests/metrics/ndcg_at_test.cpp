// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/ndcg_at.hpp>
#include <linnet/metrics/ranking_metric.hpp>

#include "../support/naive_ranking.hpp"

namespace ndcg_at_test {

using linnet::NdcgAt;

static_assert(linnet::RankingMetric<NdcgAt>);
static_assert(NdcgAt{}.k == 10);

TEST_CASE("ndcg agrees with that of the ranking written out") {
    linnet_test::for_random_rankings<NdcgAt>(
        [](const NdcgAt& metric, const auto& ranking, std::span<const std::size_t> ranks, std::size_t relevant) {
            CHECK(std::abs(metric(ranks, relevant) - ranking.ndcg(metric.k)) <= 1e-12);
        });
}

TEST_CASE("ndcg of one relevant item is the discount of its rank, of the best order 1") {
    CHECK(NdcgAt{}(std::vector<std::size_t>{3}, 1) == 0.5);
    CHECK(NdcgAt{}(std::vector<std::size_t>{10}, 1) == doctest::Approx(0.2890648263178879).epsilon(1e-15));
    CHECK(NdcgAt{}(std::vector<std::size_t>{11}, 1) == 0.0);
    CHECK(NdcgAt{0}(std::vector<std::size_t>{15}, 1) == 0.25);
    CHECK(NdcgAt{2}(std::vector<std::size_t>{1, 2}, 9) == 1.0);
    // Relevant at 1, 3 and 6 of three: (1 + 1/2 + 1/log2(7)) / (1 + 1/log2(3) + 1/2)
    CHECK(NdcgAt{}(std::vector<std::size_t>{1, 3, 6}, 3) == doctest::Approx(0.8710785440003369).epsilon(1e-14));
}

TEST_CASE("a user without relevant items has no value, and more ranks than relevant items are refused") {
    CHECK(std::isnan(NdcgAt{}({}, 0)));
    CHECK(NdcgAt{}({}, 1) == 0.0);
    const std::vector<std::size_t> ranks{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(NdcgAt{}(ranks, 1)), "metric 'ndcg@10' got 2 ranks of 1 relevant items",
                         linnet::SettingError);
    CHECK(NdcgAt{}.name() == "ndcg@10");
    CHECK(NdcgAt{0}.name() == "ndcg");
}

} // namespace ndcg_at_test
