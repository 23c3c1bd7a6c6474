// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/text.hpp>
#include <linnet/log/k_fold.hpp>
#include <linnet/log/random_split.hpp>

#include <algorithm>
#include <array>
#include <vector>

#include <doctest/doctest.h>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace random_split_test {

using namespace linnet_test;

namespace {

linnet::Interactions log_of_size(std::size_t size) {
    linnet::Interactions log;
    for (std::size_t i = 0; i < size; ++i) {
        log.users.push_back(linnet::detail::text({"u", i}));
        log.items.push_back("i");
        log.ratings.push_back(static_cast<float>(i));
    }
    return log;
}

} // namespace

TEST_CASE("every row comes into one part, the parts have their shares and keep the order") {
    const auto log = log_of_size(101);
    const auto split = linnet::random_split(log, {.train = 0.7, .validation = 0.2, .seed = 5});
    CHECK(split.train.size() == 71);
    CHECK(split.validation.size() == 20);
    CHECK(split.test.size() == 10);
    std::vector<float> all;
    for (const auto* part : {&split.train, &split.validation, &split.test}) {
        CHECK(std::is_sorted(part->ratings.begin(), part->ratings.end()));
        CHECK(part->timestamps.empty());
        all.insert(all.end(), part->ratings.begin(), part->ratings.end());
        for (std::size_t i = 0; i < part->size(); ++i) {
            CHECK(part->users[i] == linnet::detail::text({"u", static_cast<int>(part->ratings[i])}));
        }
    }
    std::sort(all.begin(), all.end());
    CHECK(all == log.ratings);
}

TEST_CASE("the seed decides, and every row, and every pair, tests equally often") {
    const auto log = log_of_size(20);
    const auto ratings = [&](std::uint64_t seed) {
        return linnet::random_split(log, {.train = 0.5, .validation = 0.25, .seed = seed}).test.ratings;
    };
    CHECK(ratings(1) == ratings(1));
    CHECK(ratings(1) != ratings(2));
    std::array<int, 20> counts{};
    int together = 0; // runs that test the first two rows
    for (std::uint64_t seed = 0; seed < 1600; ++seed) {
        const auto tested = ratings(seed);
        for (const float rating : tested) {
            ++counts[static_cast<std::size_t>(rating)];
        }
        together += tested[0] == 0.0F && tested[1] == 1.0F ? 1 : 0;
    }
    CHECK(together > 84 - 5 * 9); // of 5 in 20, two in 4 * 5 / (19 * 20) of all runs
    CHECK(together < 84 + 5 * 9);
    for (const int count : counts) {
        CHECK(count > 400 - 5 * 18); // five standard deviations
        CHECK(count < 400 + 5 * 18);
    }
}

TEST_CASE("all shares, none, and those that do not fit") {
    const auto log = log_of_size(3);
    CHECK(linnet::random_split(log, {.train = 1.0, .validation = 0.0, .seed = 1}).train == log);
    CHECK(linnet::random_split(log, {.train = 0.0, .validation = 1.0, .seed = 1}).validation == log);
    CHECK(linnet::random_split(log, {.train = 0.0, .validation = 0.0, .seed = 1}).test == log);
    CHECK(linnet::random_split({}).train.empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::random_split(log, {.train = 0.9, .validation = 0.2, .seed = 1})),
                         "random_split: the shares 0.900000 and 0.200000 must not be negative, nor exceed 1 together",
                         linnet::SettingError);
    auto broken = log;
    broken.ratings.pop_back();
    CHECK_THROWS_AS(static_cast<void>(linnet::random_split(broken)), linnet::DataError);
}

TEST_CASE("who sets one share has rows to test") {
    linnet::Interactions log;
    for (std::int64_t i = 0; i < 100; ++i) {
        log.users.push_back("u");
        log.items.push_back("i");
        log.timestamps.push_back(i);
    }
    CHECK(linnet::random_split(log, {.train = 0.9}).validation.size() == 5);
    CHECK(linnet::random_split(log, {.train = 0.9}).test.size() == 5);
    CHECK(linnet::random_split(log, {.validation = 0.2}).train.size() == 70);
    CHECK(linnet::random_split(log, {.validation = 0.2}).test.size() == 10);
}

TEST_CASE("threads split as one does") {
    for_each_random_log([](const linnet::Interactions& log) {
        CHECK(same_parts(linnet::random_split(log, {.seed = 5}, &three_threads()),
                         linnet::random_split(log, {.seed = 5})));
        if (log.size() >= 5) {
            const auto folds = linnet::k_fold(log.size());
            CHECK(same_parts(folds.split(log, 3, &three_threads()), folds.split(log, 3)));
        }
    });
}

} // namespace random_split_test
