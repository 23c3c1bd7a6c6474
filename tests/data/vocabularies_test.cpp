// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/vocabularies.hpp>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace vocabularies_test {

using User = linnet::Categorical<"user">;
using Item = linnet::Categorical<"item">;
using Price = linnet::Numeric<"price", 1>;

TEST_CASE("each feature has a vocabulary of its own, and names its rows") {
    linnet::Interactions log;
    for (const char* user : {"ann", "bob", "ann"}) {
        log.users.push_back(user);
        log.items.push_back("ball");
    }
    linnet::Vocabularies<linnet::TypeList<User, Price, Item>> vocabularies;
    vocabularies.add<User, Item>(log);
    vocabularies.add<User, Item>(log);
    CHECK(vocabularies.of<User>().size() == 3);
    CHECK(vocabularies.of<Item>().size() == 2);
    CHECK(vocabularies.of<User>().find("bob") == 2);
    const auto rows = vocabularies.rows();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == std::pair<std::string, std::size_t>{"user", 3});
    CHECK(rows[1] == std::pair<std::string, std::size_t>{"item", 2});
    auto copy = vocabularies;
    CHECK(vocabularies == copy);
    copy.of<Item>().add("cup");
    CHECK_FALSE(vocabularies == copy);
}

TEST_CASE("rare users and items of a log stay unknown") {
    linnet::Interactions log;
    for (const char* user : {"ann", "bob", "ann"}) {
        log.users.push_back(user);
        log.items.push_back("ball");
    }
    linnet::Vocabularies<linnet::TypeList<User, Price, Item>> vocabularies;
    vocabularies.add<User, Item>(log, {.min_count = 2});
    CHECK(vocabularies.of<User>().size() == 2);
    CHECK(vocabularies.of<User>().contains("ann"));
    CHECK(vocabularies.of<Item>().size() == 2);
}

} // namespace vocabularies_test
