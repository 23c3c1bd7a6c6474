// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/time_split.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace time_split_test {

namespace {

linnet::Interactions log_of(std::initializer_list<std::int64_t> times) {
    linnet::Interactions log;
    for (const std::int64_t time : times) {
        log.users.push_back("user " + std::to_string(log.size()));
        log.items.push_back("item");
        log.ratings.push_back(static_cast<float>(log.size()));
        log.timestamps.push_back(time);
    }
    return log;
}

} // namespace

TEST_CASE("the oldest rows train, the newest test, equal times keep their order") {
    const auto split =
        linnet::time_split(log_of({50, 10, 30, 30, 20, 90, 80, 70, 60, 30}), {.train = 0.5, .validation = 0.3});
    CHECK(split.train.timestamps == std::vector<std::int64_t>{10, 20, 30, 30, 30});
    CHECK(split.train.users[2] == "user 2");
    CHECK(split.train.users[3] == "user 3");
    CHECK(split.train.users[4] == "user 9");
    CHECK(split.validation.timestamps == std::vector<std::int64_t>{50, 60, 70});
    CHECK(split.test.timestamps == std::vector<std::int64_t>{80, 90});
    CHECK(split.test.ratings == std::vector<float>{7, 6});
}

TEST_CASE("no row is lost at any share") {
    const auto log = log_of({3, 1, 2, 5, 4, 7, 6});
    for (const double train : {0.0, 0.33, 0.5, 0.9, 1.0}) {
        for (const double validation : {0.0, 0.05, 0.1}) {
            if (train + validation <= 1.0) {
                const auto split = linnet::time_split(log, {.train = train, .validation = validation});
                CHECK(split.train.size() + split.validation.size() + split.test.size() == log.size());
            }
        }
    }
    CHECK(linnet::time_split({}).train.empty());
}

TEST_CASE("shares in hundredths cut 100 rows where they say") {
    linnet::Interactions log;
    for (std::int64_t i = 0; i < 100; ++i) {
        log.users.push_back("u");
        log.items.push_back("i");
        log.timestamps.push_back(-i); // before 1970, too
    }
    for (int percent = 0; percent <= 90; ++percent) {
        const auto split = linnet::time_split(log, {.train = percent / 100.0, .validation = 0.1});
        CHECK(split.train.size() == static_cast<std::size_t>(percent));
        CHECK(split.validation.size() == 10);
        CHECK(split.train.ratings.empty()); // the log has none
    }
    const auto split = linnet::time_split(log);
    CHECK(split.train.timestamps.back() == -20);
    CHECK(split.validation.timestamps.front() == -19);
    CHECK(split.test.timestamps.back() == 0);
    CHECK(split.test.size() == 10);
}

TEST_CASE("shares out of range and logs without times are refused") {
    const auto log = log_of({1, 2});
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::time_split(log, {.train = 0.9, .validation = 0.2})),
                         "time_split: the shares 0.900000 and 0.200000 must not be negative, nor exceed 1 together",
                         linnet::SettingError);
    CHECK_THROWS_AS(static_cast<void>(linnet::time_split(log, {.train = -0.1, .validation = 0.2})),
                    linnet::SettingError);
    CHECK_THROWS_AS(static_cast<void>(linnet::time_split(log, {.train = 0.5, .validation = -0.2})),
                    linnet::SettingError);
    CHECK_THROWS_AS(static_cast<void>(linnet::time_split(log, {.train = std::nan(""), .validation = 0.2})),
                    linnet::SettingError);
    auto timeless = log;
    timeless.timestamps.clear();
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::time_split(timeless)),
                         "time_split: these interactions have no timestamps", linnet::DataError);
}

TEST_CASE("who sets one share has rows to test") {
    linnet::Interactions log;
    for (std::int64_t i = 0; i < 100; ++i) {
        log.users.push_back("u");
        log.items.push_back("i");
        log.timestamps.push_back(i);
    }
    CHECK(linnet::time_split(log, {.train = 0.9}).validation.size() == 5);
    CHECK(linnet::time_split(log, {.train = 0.9}).test.size() == 5);
    CHECK(linnet::time_split(log, {.validation = 0.2}).train.size() == 70);
    CHECK(linnet::time_split(log, {.validation = 0.2}).test.size() == 10);
}

TEST_CASE("threads split as one does, at the rows that a stable sort cuts") {
    linnet_test::for_each_random_log([](const linnet::Interactions& log) {
        if (!log.has_timestamps()) {
            return;
        }
        std::vector<std::size_t> order(log.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return log.timestamps[a] < log.timestamps[b]; });
        const auto split = linnet::time_split(log);
        const auto all = std::span{order};
        CHECK(split.train == linnet::select_rows(log, all.first(split.train.size())));
        CHECK(split.test == linnet::select_rows(log, all.last(split.test.size())));
        CHECK(split.train.size() + split.validation.size() + split.test.size() == log.size());
        CHECK(linnet_test::same_parts(linnet::time_split(log, {}, &linnet_test::three_threads()), split));
    });
}

} // namespace time_split_test
