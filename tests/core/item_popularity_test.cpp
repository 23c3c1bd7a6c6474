// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/item_popularity.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>

namespace item_popularity_test {

using namespace linnet;

namespace {

constexpr std::array<std::uint32_t, 5> counts{9, 8, 1, 0, 3};

} // namespace

TEST_CASE("items are drawn in proportion to a power of their count, but never row 0") {
    for (const double alpha : {0.0, 0.75, 1.0}) {
        CAPTURE(alpha);
        const ItemPopularity popularity{counts, alpha};
        const ItemPopularity copy = popularity;
        REQUIRE(popularity.items() == 5);
        std::vector<double> share(5);
        const Random random{1, 2};
        constexpr std::size_t draws = 40'000;
        for (std::size_t i = 0; i < draws; ++i) {
            const row_id item = popularity.draw_of(random.bits(i));
            CHECK(copy.draw_of(random.bits(i)) == item);
            share.at(item) += 1.0 / draws;
        }
        const double total = std::pow(8, alpha) + 1 + std::pow(3, alpha);
        for (const row_id item : {1U, 2U, 4U}) {
            const double want = std::pow(counts[item], alpha) / total;
            CHECK(std::abs(share[item] - want) < 0.01);
            CHECK(popularity.log_q(item) == doctest::Approx(std::log(want)).epsilon(1e-12));
        }
        CHECK(share[0] == 0.0);
        CHECK(share[3] == 0.0);
        CHECK(popularity.log_q(3) == doctest::Approx(-std::log(total))); // as if it had been counted once
    }
}

TEST_CASE("a popularity needs items that were counted, and an alpha that leaves their counts numbers") {
    CHECK(ItemPopularity{}.empty());
    CHECK(ItemPopularity{}.items() == 0);
    const std::array<std::uint32_t, 2> only_unknown{5, 0};
    CHECK_THROWS_WITH_AS(ItemPopularity{only_unknown}, "a sampler of negatives needs an item that somebody had",
                         SettingError);
    CHECK_THROWS_AS(ItemPopularity{{}}, SettingError);
    CHECK_THROWS_WITH_AS((ItemPopularity{counts, 2000.0}),
                         "popularity: alpha is 2000.000000, beyond which counts are no numbers", SettingError);
    CHECK_THROWS_AS((ItemPopularity{counts, std::numeric_limits<double>::quiet_NaN()}), SettingError);
}

} // namespace item_popularity_test
