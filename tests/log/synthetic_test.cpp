// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/synthetic.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

namespace synthetic_test {

namespace {

std::uint64_t fnv_1a(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    return hash;
}

} // namespace

TEST_CASE("the synthetic log is the same on every machine") {
    const auto log = linnet::synthetic_log({.interactions = 1000});
    std::string rows;
    std::string probabilities;
    for (std::size_t i = 0; i < 1000; ++i) {
        rows += std::string{log.interactions.users[i]} + "," + std::string{log.interactions.items[i]} + "," +
                std::to_string(log.interactions.ratings[i]) + "," + std::to_string(log.interactions.timestamps[i]) +
                "\n";
        probabilities += std::to_string(std::bit_cast<std::uint32_t>(log.probabilities[i])) + "\n";
    }
    CHECK(rows.starts_with("user "));
    CHECK(fnv_1a(rows) == 11203898080756593271U);
    CHECK(fnv_1a(probabilities) == 11821559505739899047U);
}

TEST_CASE("a world without users, items or dimensions is refused") {
    for (const linnet::SyntheticSettings& settings :
         {linnet::SyntheticSettings{.users = 0}, {.items = 0}, {.dimensions = 0}}) {
        CHECK_THROWS_WITH_AS(static_cast<void>(linnet::synthetic_log(settings)),
                             "synthetic_log: users, items and dimensions must not be 0", linnet::SettingError);
    }
    CHECK(linnet::synthetic_log({.interactions = 0}).interactions.empty());
}

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

} // namespace synthetic_test
