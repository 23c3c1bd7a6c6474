// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/time_split.hpp>

#include <doctest/doctest.h>

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
    const auto split = linnet::time_split(log_of({50, 10, 30, 30, 20, 90, 80, 70, 60, 30}), 0.5, 0.3);
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
                const auto split = linnet::time_split(log, train, validation);
                CHECK(split.train.size() + split.validation.size() + split.test.size() == log.size());
            }
        }
    }
    CHECK(linnet::time_split({}).train.empty());
}

TEST_CASE("shares out of range and logs without times are refused") {
    const auto log = log_of({1, 2});
    CHECK_THROWS_AS(static_cast<void>(linnet::time_split(log, 0.9, 0.2)), linnet::SettingError);
    CHECK_THROWS_AS(static_cast<void>(linnet::time_split(log, -0.1, 0.2)), linnet::SettingError);
    auto timeless = log;
    timeless.timestamps.clear();
    CHECK_THROWS_AS(static_cast<void>(linnet::time_split(timeless)), linnet::DataError);
}
