// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/negative_samplers.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

namespace negative_samplers_test {

using namespace linnet;

namespace {

/// Item 1 was had by 8 users, item 2 by one, item 3 by nobody, item 4 by 3.
UserItems some_log() {
    std::vector<row_id> users;
    std::vector<row_id> items;
    const auto add = [&](row_id item, row_id count) {
        for (row_id user = 0; user < count; ++user) {
            users.push_back(user);
            items.push_back(item);
        }
    };
    add(1, 8);
    add(2, 1);
    add(4, 3);
    return {users, items, 8, 5};
}

template <class Sampler>
std::vector<double> shares(const Sampler& sampler, std::size_t draws) {
    std::vector<double> counts(5);
    for (std::size_t i = 0; i < draws; ++i) {
        counts[sampler.draw(Random{3, 4}, i)] += 1.0 / static_cast<double>(draws);
    }
    return counts;
}

} // namespace

static_assert(NegativeSampler<UniformNegatives>);
static_assert(NegativeSampler<PopularityNegatives>);
static_assert(NegativeSampler<InBatchNegatives>);
static_assert(!NegativeSampler<int>);

TEST_CASE("uniform negatives are every item but that of row 0, equally often") {
    const UniformNegatives::Sampler sampler{{}, some_log()};
    const auto share = shares(sampler, 40'000);
    CHECK(share[0] == 0.0);
    for (const std::size_t item : {1U, 2U, 3U, 4U}) {
        CHECK(share[item] == doctest::Approx(0.25).epsilon(0.03)); // 0.002 is one standard error
        CHECK(sampler.log_q(static_cast<row_id>(item)) == doctest::Approx(std::log(0.25)));
    }
    CHECK_THROWS_WITH_AS((UniformNegatives::Sampler{{}, UserItems{{}, {}, 1, 1}}),
                         "a sampler of negatives needs an item besides row 0", SettingError);
}

TEST_CASE("popular negatives are drawn in proportion to a power of their count, and say so") {
    for (const double alpha : {0.0, 0.5, 1.0}) {
        CAPTURE(alpha);
        const PopularityNegatives::Sampler sampler{{.alpha = alpha}, some_log()};
        const auto share = shares(sampler, 40'000);
        const double total = std::pow(8, alpha) + 1 + std::pow(3, alpha);
        const std::vector<double> want{0, std::pow(8, alpha) / total, 1 / total, 0, std::pow(3, alpha) / total};
        for (std::size_t item = 0; item < 5; ++item) {
            CHECK(std::abs(share[item] - want[item]) < 0.01);
            if (want[item] > 0) {
                CHECK(share[item] > 0.0);
                CHECK(sampler.log_q(static_cast<row_id>(item)) == doctest::Approx(std::log(want[item])).epsilon(1e-12));
            }
        }
        CHECK(share[0] == 0.0);
        CHECK(share[3] == 0.0);
        CHECK(std::isfinite(sampler.log_q(3)));
    }
    CHECK_THROWS_WITH_AS((PopularityNegatives::Sampler{{}, UserItems{{}, {}, 1, 3}}),
                         "a sampler of negatives needs an item that somebody had", SettingError);
}

TEST_CASE("the log q of negatives from the batch is that of popularity") {
    const InBatchNegatives::Sampler sampler{{}, some_log()};
    CHECK(sampler.log_q(1) == doctest::Approx(std::log(8.0 / 12)));
    CHECK(sampler.log_q(2) == doctest::Approx(std::log(1.0 / 12)));
}

} // namespace negative_samplers_test
