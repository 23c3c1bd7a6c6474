// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/k_core.hpp>

#include <algorithm>
#include <map>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace k_core_test {

using namespace linnet_test;

namespace {

/// Takes away one row at a time, as long as one has too few companions.
std::vector<LogRow> naive_core(std::vector<LogRow> rows, const linnet::MinimumCounts& minimum) {
    while (true) {
        std::map<std::string, std::size_t> users, items;
        for (const LogRow& row : rows) {
            ++users[row.user];
            ++items[row.item];
        }
        const auto poor = std::find_if(rows.begin(), rows.end(), [&](const LogRow& row) {
            return users[row.user] < minimum.users || items[row.item] < minimum.items;
        });
        if (poor == rows.end()) {
            return rows;
        }
        rows.erase(poor);
    }
}

} // namespace

TEST_CASE("a chain falls round by round where one pass takes its end only") {
    // Every user and item of the chain a-x-b-y-c-z has two, but for the ends; the square of d, e, v, w is a core.
    const auto log = log_of({{"a", "x", 1, 1},
                             {"d", "v", 2, 2},
                             {"b", "x", 3, 3},
                             {"b", "y", 4, 4},
                             {"d", "w", 5, 5},
                             {"c", "y", 6, 6},
                             {"e", "v", 7, 7},
                             {"c", "z", 8, 8},
                             {"e", "w", 9, 9}});
    const linnet::MinimumCounts two{.users = 2, .items = 2};
    linnet::CleaningReport report;
    CHECK(linnet::minimum_count(log, two, &report).ratings == std::vector<float>{2, 3, 4, 5, 6, 7, 9});
    CHECK(report.rows == 7);
    CHECK(report.removed == 2);
    CHECK(report.removed_users == 1);
    CHECK(report.removed_items == 1);
    CHECK(report.rounds == 1);
    CHECK(linnet::k_core(log, two, &report).ratings == std::vector<float>{2, 5, 7, 9});
    CHECK(report.rows == 4);
    CHECK(report.removed == 5);
    CHECK(report.removed_users == 3);
    CHECK(report.removed_items == 3);
    CHECK(report.rounds == 3);
}

TEST_CASE("nothing is asked, nothing is left, nothing was there") {
    const auto log = log_of({{"a", "x", 1, 1}, {"b", "x", 2, 2}});
    CHECK(linnet::k_core(log, {.users = 0, .items = 0}) == log);
    CHECK(linnet::k_core(log, {.users = 1, .items = 2}) == log);
    CHECK(linnet::k_core(log).empty()); // five of each
    CHECK(linnet::minimum_count(log).empty());
    CHECK(linnet::k_core({}).empty());
    auto broken = log;
    broken.ratings.pop_back();
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::k_core(broken)), "k_core: 1 ratings of 2 interactions",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::minimum_count(broken)), "minimum_count: 1 ratings of 2 interactions",
                         linnet::DataError);
}

TEST_CASE("random logs agree with taking away row by row") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const linnet::Random random{seed, 0};
        std::vector<LogRow> rows(60);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = {std::to_string(random.below(20, 2 * i)), std::to_string(random.below(15, 2 * i + 1)), 1,
                       static_cast<std::int64_t>(i)};
        }
        const linnet::MinimumCounts minimum{.users = seed % 4 + 1, .items = seed % 5 + 1};
        CHECK(log_rows(linnet::k_core(log_of(rows), minimum)) == naive_core(rows, minimum));
    }
}

TEST_CASE("threads find the core and the counts that one does, round by round") {
    linnet_test::for_each_random_log([](const linnet::Interactions& log) {
        for (const linnet::MinimumCounts& minimum :
             {linnet::MinimumCounts{}, linnet::MinimumCounts{.users = 14, .items = 41}}) {
            linnet::CleaningReport one, three;
            const auto core = linnet::k_core(log, minimum, &one);
            CHECK(linnet::k_core(log, minimum, &three, &three_threads()) == core);
            CHECK(one.rows == core.size());
            CHECK(one.rows == three.rows);
            CHECK(one.rounds == three.rounds);
            CHECK(one.removed_users == three.removed_users);
            CHECK(one.removed_users == log.users.distinct() - core.users.distinct());
            CHECK(one.removed_items == three.removed_items);
            CHECK(one.removed_items == log.items.distinct() - core.items.distinct());
            linnet::Interactions rest = log; // round by round, each a pass of its own
            std::size_t rounds = 0;
            for (auto next = linnet::minimum_count(rest, minimum); next.size() != rest.size();
                 next = linnet::minimum_count(rest, minimum, nullptr, &three_threads())) {
                rest = next;
                ++rounds;
            }
            CHECK(rest == core);
            CHECK(one.rounds == rounds);
        }
    });
}

} // namespace k_core_test
