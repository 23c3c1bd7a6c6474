// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/log/user_items.hpp>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace user_items_test {

using namespace linnet;

std::vector<row_id> of(const UserItems& log, std::size_t user) {
    const auto items = log.of(user);
    return {items.begin(), items.end()};
}

TEST_CASE("each user has their distinct items, rising") {
    const std::vector<row_id> users{2, 0, 2, 2, 0};
    const std::vector<row_id> items{3, 1, 0, 3, 2};
    const UserItems log{users, items, 3, 5};
    CHECK(log.users() == 3);
    CHECK(log.items() == 5);
    CHECK(log.size() == 4);
    CHECK(of(log, 0) == std::vector<row_id>{1, 2});
    CHECK(of(log, 1).empty());
    CHECK(of(log, 2) == std::vector<row_id>{0, 3});
    CHECK(of(log, 3).empty());
    CHECK(log.contains(2, 3));
    CHECK(!log.contains(2, 1));
    CHECK(!log.contains(7, 1));
    const auto counts = log.counts();
    CHECK(std::vector<std::uint32_t>{counts.begin(), counts.end()} == std::vector<std::uint32_t>{1, 1, 1, 1, 0});
}

TEST_CASE("a transposed log has the distinct users of each item, rising") {
    const std::vector<row_id> users{2, 0, 2, 2, 0, 1};
    const std::vector<row_id> items{3, 1, 0, 3, 2, 3};
    const UserItems log = UserItems{users, items, 3, 5}.transposed();
    CHECK(log.users() == 5);
    CHECK(log.items() == 3);
    CHECK(log.size() == 5);
    CHECK(of(log, 3) == std::vector<row_id>{1, 2});
    CHECK(of(log, 4).empty());
    const auto counts = log.counts();
    CHECK(std::vector<std::uint32_t>{counts.begin(), counts.end()} == std::vector<std::uint32_t>{2, 1, 2});
    CHECK(UserItems{}.transposed().users() == 0);
    CHECK(UserItems{{}, {}, 0, 2}.transposed().users() == 2);
}

TEST_CASE("unknown items, all of them row 0, are one row and still counted") {
    const std::vector<row_id> users{2, 0, 2, 2, 0, 2};
    const std::vector<row_id> items{0, 1, 0, 3, 2, 0};
    const UserItems log{users, items, 3, 5};
    CHECK(of(log, 2) == std::vector<row_id>{0, 3});
    CHECK(log.size() == 4);
    CHECK(log.unknown(2) == 3);
    CHECK(log.unknown(0) == 0);
    CHECK(log.unknown(9) == 0);
    CHECK(UserItems{}.unknown(0) == 0);
}

TEST_CASE("nobody, nothing, and what does not fit") {
    CHECK(UserItems{}.users() == 0);
    CHECK(UserItems{}.of(0).empty());
    CHECK(UserItems{{}, {}, 0, 0}.size() == 0);
    CHECK(UserItems{{}, {}, 2, 2}.of(1).empty());
    const std::vector<row_id> one{1};
    const std::vector<row_id> two{1, 1};
    CHECK_THROWS_WITH_AS((UserItems{one, two, 2, 2}), "UserItems: 1 users and 2 items", SettingError);
    CHECK_THROWS_WITH_AS((UserItems{two, two, 2, 1}), "UserItems, row 0: user 1 or item 1 is not below 2 or 1",
                         IdError);
    CHECK_THROWS_AS((UserItems{one, one, 1, 2}), IdError);
}

TEST_CASE("logs of any size agree with sets of items, with any number of threads") {
    linnet_test::for_each_random_log([](const Interactions& log) {
        std::vector<std::vector<row_id>> sets(log.users.distinct());
        std::vector<std::uint32_t> unknown(sets.size());
        for (std::size_t i = 0; i < log.size(); ++i) {
            sets[log.users.code(i)].push_back(log.items.code(i));
            unknown[log.users.code(i)] += log.items.code(i) == 0 ? 1U : 0U;
        }
        const auto codes = log.users.codes();
        const UserItems one{codes, log.items.codes(), sets.size(), log.items.distinct()};
        const UserItems three{codes, log.items.codes(), sets.size(), log.items.distinct(),
                              &linnet_test::three_threads()};
        std::vector<std::uint32_t> counts(log.items.distinct());
        for (std::size_t user = 0; user < sets.size(); ++user) {
            std::sort(sets[user].begin(), sets[user].end());
            sets[user].erase(std::unique(sets[user].begin(), sets[user].end()), sets[user].end());
            for (const row_id item : sets[user]) {
                ++counts[item];
            }
            REQUIRE(of(one, user) == sets[user]);
            REQUIRE(of(three, user) == sets[user]);
            REQUIRE(one.unknown(user) == unknown[user]);
            REQUIRE(three.unknown(user) == unknown[user]);
        }
        CHECK(std::vector<std::uint32_t>(three.counts().begin(), three.counts().end()) == counts);
        const UserItems users_of_items = three.transposed(&linnet_test::three_threads());
        CHECK(users_of_items.users() == log.items.distinct());
        CHECK(users_of_items.size() == one.size());
    });
}

} // namespace user_items_test
