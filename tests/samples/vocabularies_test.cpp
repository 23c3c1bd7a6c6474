// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/vocabularies.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/table.hpp>

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

// As networks list them; what a table is looked up for does not matter here.
using Seen = linnet::MultiCategorical<"seen">;
using Liked = linnet::MultiCategorical<"liked">;
template <class... Uses>
struct Net {
    using features = linnet::TypeList<User, Price, Item, Seen, Liked>;
    using tables = linnet::TypeList<Uses...>;
};

TEST_CASE("features that share a table share one vocabulary, and others do not") {
    linnet::Interactions log;
    log.users.push_back("7");
    log.items.push_back("8");
    log.users.push_back("8");
    log.items.push_back("7");
    linnet::Vocabularies<Net<linnet::TableUse<"items", Item, 4>, linnet::TableUse<"items", Seen, 4>>> vocabularies;
    vocabularies.add<User, Item>(log);
    vocabularies.of<Seen>().add("7");
    vocabularies.of<Seen>().add("9");
    vocabularies.of<Liked>().add("9");
    CHECK(&vocabularies.of<Seen>() == &vocabularies.of<Item>());
    CHECK(vocabularies.of<Item>().find("7") == 2);
    CHECK(vocabularies.of<Item>().find("9") == 3);
    CHECK(vocabularies.of<User>().find("7") == 1);
    CHECK(vocabularies.of<Liked>().find("9") == 1);
    const auto rows = vocabularies.rows();
    REQUIRE(rows.size() == 4);
    CHECK(rows[1] == std::pair<std::string, std::size_t>{"item", 4});
    CHECK(rows[2] == std::pair<std::string, std::size_t>{"seen", 4});
    CHECK(rows[3] == std::pair<std::string, std::size_t>{"liked", 2});
}

TEST_CASE("sharing reaches through chains of tables, in any order") {
    using Chain = Net<linnet::TableUse<"a", Liked, 4>, linnet::TableUse<"b", Seen, 4>, linnet::TableUse<"b", User, 4>,
                      linnet::TableUse<"a", Seen, 2>>;
    const linnet::Vocabularies<Chain> vocabularies;
    CHECK(&vocabularies.of<Seen>() == &vocabularies.of<User>());
    CHECK(&vocabularies.of<Liked>() == &vocabularies.of<User>());
    CHECK(&vocabularies.of<Item>() != &vocabularies.of<User>());
}

TEST_CASE("the vocabularies of a network that shares nothing are those of its features") {
    using Alone = Net<linnet::TableUse<"a", User, 4>, linnet::TableUse<"b", Item, 4>>;
    using Sharing = Net<linnet::TableUse<"a", User, 4>, linnet::TableUse<"a", Item, 4>>;
    CHECK(std::is_same_v<linnet::Vocabularies<Alone>, linnet::Vocabularies<Alone::features>>);
    CHECK_FALSE(std::is_same_v<linnet::Vocabularies<Sharing>, linnet::Vocabularies<Sharing::features>>);
}

} // namespace vocabularies_test
