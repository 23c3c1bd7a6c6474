// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/history.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/type_list.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/dataset.hpp>

#include "../support/small_town.hpp"

namespace history_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("what users had by the end, and before each event") {
    Interactions log;
    const auto add = [&](const char* user, const char* item, std::int64_t time) {
        log.users.push_back(user);
        log.items.push_back(item);
        log.timestamps.push_back(time);
    };
    add("anna", "b1", 3);
    add("bob", "b2", 1);
    add("anna", "b2", 2);
    Vocabularies<TypeList<Past, Book>> vocabularies;
    vocabularies.of<Book>().add(log.items);
    Vocabulary people;
    people.add(log.users);
    const auto encoder = history<Past>();
    encoder.fit<Book>(vocabularies); // they share no table here
    CHECK(vocabularies.of<Past>() == vocabularies.of<Book>());
    const auto of_users = encoder.of_users(log, people, vocabularies, UserItems{}, Dataset<TypeList<Book>>{});
    REQUIRE(of_users.size() == 3);
    CHECK(of_users.of(0).empty());
    CHECK(of_users.of(1).size() == 2);
    CHECK(of_users.of(1)[0] == 2); // b2 came first
    CHECK(of_users.of(1)[1] == 1);
    const auto of_samples = encoder.of_samples(log, vocabularies, log);
    CHECK(of_samples.of(0).size() == 1);
    CHECK(of_samples.of(2).empty());
    CHECK(encoder.text() == "history<past>()");
}

} // namespace history_test
