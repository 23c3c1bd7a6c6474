// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/hit_rate_at.hpp>
#include <linnet/metrics/ndcg_at.hpp>
#include <linnet/metrics/ranking_metric.hpp>

namespace ranking_metric_test {

using linnet::AnyRankingMetric;

namespace {

/// Not from the library, and with nothing more than the concept asks for.
struct FirstRank {
    double factor = 1;
    [[nodiscard]] const char* name() const { return "first rank"; }
    float operator()(std::span<const std::size_t> ranks, std::size_t) const {
        return static_cast<float>(factor * static_cast<double>(ranks[0]));
    }
};
struct Nameless {
    double operator()(std::span<const std::size_t>, std::size_t) const { return 0; }
};

static_assert(linnet::RankingMetric<FirstRank>);
static_assert(linnet::RankingMetric<AnyRankingMetric>);
static_assert(!linnet::RankingMetric<Nameless>);
static_assert(!linnet::RankingMetric<int>);

} // namespace

TEST_CASE("a list of metrics of different types can be passed") {
    const std::vector<AnyRankingMetric> metrics{linnet::HitRateAt{5}, linnet::NdcgAt{0}, FirstRank{.factor = 2}};
    const std::vector<std::size_t> ranks{3, 9};
    CHECK(metrics[0].name() == "hit_rate@5");
    CHECK(metrics[1].name() == "ndcg");
    CHECK(metrics[2].name() == "first rank");
    CHECK(metrics[0](ranks, 2) == 1.0);
    CHECK(metrics[1](ranks, 2) == linnet::NdcgAt{0}(ranks, 2));
    CHECK(metrics[2](ranks, 2) == 6.0);
    const AnyRankingMetric copy = metrics[2];
    CHECK(copy(ranks, 2) == 6.0);
}

TEST_CASE("what the metrics share") {
    namespace detail = linnet::detail;
    CHECK(detail::name_at("m", 0) == "m");
    CHECK(detail::name_at("m", 20) == "m@20");
    const std::vector<std::size_t> ranks{1, 4, 10, 11};
    CHECK(detail::hits_at("m", ranks, 4, 10) == 3);
    CHECK(detail::hits_at("m", ranks, 9, 3) == 1);
    CHECK(detail::hits_at("m", ranks, 4, 0) == 4);
    CHECK(detail::hits_at("m", {}, 0, 3) == 0);
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::hits_at("m", ranks, 3, 7)),
                         "metric 'm@7' got 4 ranks of 3 relevant items", linnet::SettingError);
    CHECK(detail::reachable(3, 10) == 3);
    CHECK(detail::reachable(30, 10) == 10);
    CHECK(detail::reachable(30, 0) == 30);
    CHECK(detail::per_user(1.0, 4.0, 4) == 0.25);
    CHECK(std::isnan(detail::per_user(0.0, 1.0, 0)));
}

} // namespace ranking_metric_test
