// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/without_duplicates.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace without_duplicates_test {

using namespace linnet_test;
using linnet::Keep;
using linnet::without_duplicates;

TEST_CASE("the newest, the oldest or the sum is kept, in the order of rows") {
    const auto log = log_of({{"a", "x", 1, 30},
                             {"b", "x", 2, 5},
                             {"a", "x", 4, 10},
                             {"a", "y", 8, 7},
                             {"a", "x", 16, 20},
                             {"x", "a", 32, 1}});
    linnet::CleaningReport report;
    CHECK(log_rows(without_duplicates(log, Keep::last, &report)) ==
          std::vector<LogRow>{{"a", "x", 1, 30}, {"b", "x", 2, 5}, {"a", "y", 8, 7}, {"x", "a", 32, 1}});
    CHECK(report.rows == 4);
    CHECK(report.removed == 2);
    CHECK(report.removed_users == 0);
    CHECK(report.rounds == 1);
    CHECK(log_rows(without_duplicates(log, Keep::first)) ==
          std::vector<LogRow>{{"b", "x", 2, 5}, {"a", "x", 4, 10}, {"a", "y", 8, 7}, {"x", "a", 32, 1}});
    CHECK(log_rows(without_duplicates(log, Keep::sum)) ==
          std::vector<LogRow>{{"a", "x", 21, 30}, {"b", "x", 2, 5}, {"a", "y", 8, 7}, {"x", "a", 32, 1}});
}

TEST_CASE("rows of equal time, or without times, are older the earlier they come") {
    auto log = log_of({{"a", "x", 1, 5}, {"a", "x", 2, 5}, {"a", "x", 3, 5}});
    for (int times = 0; times < 2; ++times) {
        CHECK(without_duplicates(log).ratings == std::vector<float>{3});
        CHECK(without_duplicates(log, Keep::first).ratings == std::vector<float>{1});
        CHECK(without_duplicates(log, Keep::sum).ratings == std::vector<float>{6});
        log.timestamps.clear();
    }
    log.ratings.clear();
    CHECK(without_duplicates(log).size() == 1);
    CHECK_THROWS_WITH_AS(static_cast<void>(without_duplicates(log, Keep::sum)),
                         "without_duplicates: these interactions have no ratings to sum", linnet::DataError);
    CHECK(without_duplicates({}, Keep::sum).empty());
    log.items.push_back("y");
    CHECK_THROWS_AS(static_cast<void>(without_duplicates(log)), linnet::DataError);
}

TEST_CASE("random logs agree with a map") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const linnet::Random random{seed, 0};
        std::vector<LogRow> rows(seed * 10);
        std::map<std::pair<std::string, std::string>, LogRow> newest;
        std::map<std::pair<std::string, std::string>, LogRow> oldest;
        std::map<std::pair<std::string, std::string>, float> sums;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            LogRow& row = rows[i];
            row = {std::to_string(random.below(6, 4 * i)), std::to_string(random.below(6, 4 * i + 1)),
                   static_cast<float>(i), static_cast<std::int64_t>(random.below(9, 4 * i + 2)) - 4};
            const auto key = std::pair{row.user, row.item};
            if (!newest.contains(key) || newest[key].time <= row.time) {
                newest[key] = row;
            }
            if (!oldest.contains(key) || oldest[key].time > row.time) {
                oldest[key] = row;
            }
            sums[key] += row.rating;
        }
        std::vector<LogRow> last, first, sum;
        for (const LogRow& row : rows) {
            const auto key = std::pair{row.user, row.item};
            if (row == newest[key]) {
                last.push_back(row);
                sum.push_back(row);
                sum.back().rating = sums[key];
            }
            if (row == oldest[key]) {
                first.push_back(row);
            }
        }
        CHECK(log_rows(without_duplicates(log_of(rows), Keep::last)) == last);
        CHECK(log_rows(without_duplicates(log_of(rows), Keep::first)) == first);
        CHECK(log_rows(without_duplicates(log_of(rows), Keep::sum)) == sum);
    }
}

TEST_CASE("logs of any size agree with a map of pairs, with any number of threads") {
    for_each_random_log([](const linnet::Interactions& log) {
        for (const Keep keep : {Keep::last, Keep::first, Keep::sum}) {
            std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> chosen;
            std::map<std::pair<std::uint32_t, std::uint32_t>, double> sums;
            for (std::size_t row = 0; row < log.size(); ++row) {
                const auto [at, is_new] = chosen.try_emplace({log.users.code(row), log.items.code(row)}, row);
                sums[at->first] += static_cast<double>(log.ratings[row]);
                const auto time = [&](std::size_t i) {
                    return log.has_timestamps() ? log.timestamps[i] : static_cast<std::int64_t>(i);
                };
                if (keep == Keep::first ? time(row) < time(at->second) : time(row) >= time(at->second)) {
                    at->second = row;
                }
            }
            std::map<std::size_t, double> rows; // in order
            for (const auto& [pair, row] : chosen) {
                rows[row] = keep == Keep::sum ? sums[pair] : static_cast<double>(log.ratings[row]);
            }
            std::vector<LogRow> expected;
            for (const auto& [row, rating] : rows) {
                expected.push_back({std::string{log.users[row]}, std::string{log.items[row]},
                                    static_cast<float>(rating), log.has_timestamps() ? log.timestamps[row] : 0});
            }
            linnet::CleaningReport report;
            const auto kept = without_duplicates(log, keep, &report);
            CHECK(log_rows(kept) == expected);
            CHECK(report.rows == rows.size());
            CHECK(without_duplicates(log, keep, nullptr, &three_threads()) == kept);
        }
    });
}

} // namespace without_duplicates_test
