// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/to_user_items.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/samples/vocabularies.hpp>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace to_user_items_test {

using namespace linnet;
using linnet_test::log_of;
using Rows = std::vector<row_id>;

namespace {

std::vector<row_id> items_of(const UserItems& had, std::size_t user) {
    return {had.of(user).begin(), had.of(user).end()};
}

} // namespace

TEST_CASE("who had what in a log, in the rows of its vocabularies") {
    using User = Categorical<"user">;
    using Item = Categorical<"item">;
    const auto log = log_of({{"ann", "tea", 1, 0}, {"bob", "cup", 5, 1}, {"ann", "pot", 3, 2}, {"ann", "tea", 2, 3}});
    Vocabularies<TypeList<User, Item>> vocabularies;
    vocabularies.add<User, Item>(log);
    const UserItems had = user_items<User, Item>(log, vocabularies);
    CHECK(had.users() == 3);
    CHECK(had.items() == 4);
    CHECK(items_of(had, 1) == Rows{1, 3});
    CHECK(items_of(had, 2) == Rows{2});
    CHECK(had.size() == 3);

    const auto later = log_of({{"bob", "tea", 1, 4}, {"zoe", "hat", 1, 5}});
    const UserItems tested = user_items<User, Item>(later, vocabularies);
    CHECK(tested.users() == 3);
    CHECK(tested.items() == 4);
    CHECK(items_of(tested, 0) == Rows{0});
    CHECK(items_of(tested, 2) == Rows{1});

    const auto data = encode<User, Item>(log, vocabularies, LikedFrom{4});
    CHECK(user_items<User, Item>(data, vocabularies).size() == 3); // disliked or not
    CHECK(user_items<User, Item>(Interactions{}, vocabularies).items() == 4);
}

TEST_CASE("threads make the same rows and lists") {
    using User = Categorical<"user">;
    using Item = Categorical<"item">;
    Interactions log;
    for (std::size_t row = 0; row < 30'000; ++row) {
        log.users.push_back("u" + std::to_string(row * 7919 % 700));
        log.items.push_back("i" + std::to_string(row * row % 1201));
        log.ratings.push_back(static_cast<float>(row % 5));
    }
    Vocabularies<TypeList<User, Item>> vocabularies;
    vocabularies.add<User, Item>(log);
    log.users.push_back("nobody");
    log.items.push_back("i0");
    log.ratings.push_back(5.0F);
    linnet_test::EagerPool pool{3};
    const auto one = encode<User, Item>(log, vocabularies, LikedFrom{4});
    const auto three = encode<User, Item>(log, vocabularies, LikedFrom{4}, &pool);
    CHECK(three.column<User>().ids == one.column<User>().ids);
    CHECK(three.column<Item>().ids == one.column<Item>().ids);
    CHECK(three.labels == one.labels);
    CHECK(encode<User, Item>(log, vocabularies, &pool).column<Item>().ids == one.column<Item>().ids);
    const UserItems had = user_items<User, Item>(log, vocabularies);
    for (const UserItems& other :
         {user_items<User, Item>(log, vocabularies, &pool), user_items<User, Item>(one, vocabularies, &pool)}) {
        REQUIRE(other.users() == had.users());
        for (std::size_t user = 0; user < had.users(); ++user) {
            CHECK(items_of(other, user) == items_of(had, user));
        }
    }
}

TEST_CASE("features that say their rows need no vocabularies") {
    using User = Categorical<"user", 5>;
    using Item = Categorical<"item", 9>;
    Dataset<TypeList<Item, User>> data;
    data.add(1.0F, 8, 2);
    const UserItems had = user_items<User, Item>(data);
    CHECK(had.users() == 5);
    CHECK(had.items() == 9);
    CHECK(items_of(had, 2) == Rows{8});
    CHECK(user_items<User, Item>(data, Vocabularies<TypeList<User, Item>>{}).items() == 9);
    data.column<User>().ids[0] = 5;
    CHECK_THROWS_WITH_AS((void)(user_items<User, Item>(data)), "UserItems, row 0: user 5 or item 8 is not below 5 or 9",
                         IdError);
    data.column<User>().ids.clear();
    CHECK_THROWS_AS((void)(user_items<User, Item>(data)), SettingError);
}

} // namespace to_user_items_test
