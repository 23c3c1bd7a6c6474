// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/log/user_items.hpp>

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

} // namespace user_items_test
