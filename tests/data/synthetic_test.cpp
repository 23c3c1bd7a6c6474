// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/synthetic.hpp>

#include <cmath>

#include <doctest/doctest.h>

TEST_CASE("the synthetic log is a function of its settings") {
    const linnet::SyntheticSettings small{.users = 20, .items = 30, .interactions = 500};
    const auto log = linnet::synthetic_log(small);
    const auto again = linnet::synthetic_log(small);
    CHECK(log.interactions == again.interactions);
    CHECK(log.probabilities == again.probabilities);
    auto other = small;
    other.seed = 2;
    CHECK_FALSE(linnet::synthetic_log(other).interactions == log.interactions);
}

TEST_CASE("likes come as often as their probabilities say") {
    const auto log = linnet::synthetic_log();
    REQUIRE(log.interactions.size() == 50'000);
    double expected = 0;
    double variance = 0;
    double likes = 0;
    for (std::size_t i = 0; i < log.interactions.size(); ++i) {
        const double p = static_cast<double>(log.probabilities[i]);
        expected += p;
        variance += p * (1 - p);
        likes += log.interactions.ratings[i] == 5.0F;
    }
    CHECK(std::abs(likes - expected) < 4 * std::sqrt(variance));
    CHECK(log.interactions.users.distinct() == 500);
    CHECK(log.interactions.items.distinct() == 300);
}

TEST_CASE("the first items are met most often") {
    const auto log = linnet::synthetic_log();
    std::size_t first = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < log.interactions.size(); ++i) {
        first += log.interactions.items[i] == "item 1";
        last += log.interactions.items[i] == "item 300";
    }
    CHECK(first > 10 * last);
}
