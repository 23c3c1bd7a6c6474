// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/encode.hpp>

#include <initializer_list>
#include <tuple>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

namespace encode_test {

using User = linnet::Categorical<"user">;
using Item = linnet::Categorical<"item">;

namespace {

linnet::Interactions log_of(std::initializer_list<std::tuple<const char*, const char*, float>> rows) {
    linnet::Interactions log;
    for (const auto& [user, item, rating] : rows) {
        log.users.push_back(user);
        log.items.push_back(item);
        log.ratings.push_back(rating);
    }
    return log;
}

} // namespace

TEST_CASE("ids become rows, unknown ones row 0, ratings labels") {
    linnet::Vocabularies<linnet::TypeList<User, Item>> vocabularies;
    vocabularies.add<User, Item>(log_of({{"ann", "ball", 5}, {"bob", "cup", 3}}));
    const auto log = log_of({{"bob", "ball", 4}, {"zoe", "cup", 3.5}, {"ann", "dog", 2}});
    const auto data = linnet::encode<User, Item>(log, vocabularies);
    CHECK(data.column<User>().ids == std::vector<linnet::row_id>{2, 0, 1});
    CHECK(data.column<Item>().ids == std::vector<linnet::row_id>{1, 2, 0});
    CHECK(data.labels == std::vector<float>{1, 0, 0});
    CHECK(linnet::encode<User, Item>(log, vocabularies, linnet::LikedFrom{3.5F}).labels == std::vector<float>{1, 1, 0});
    CHECK(linnet::encode<User, Item>(log, vocabularies, linnet::RatingAsLabel{}).labels ==
          std::vector<float>{4, 3.5, 2});
    const auto distance_from_3 = [](float rating) { return rating > 3 ? rating - 3 : 3 - rating; };
    CHECK(linnet::encode<User, Item>(log, vocabularies, distance_from_3).labels == std::vector<float>{1, 0.5, 1});
    CHECK_NOTHROW(data.check());
    CHECK(vocabularies.of<User>().size() == 3); // encoding adds nobody
    CHECK(data.encoded_by<User>() == vocabularies.of<User>().fingerprint());
    CHECK(data.encoded_by<Item>() == vocabularies.of<Item>().fingerprint());
}

TEST_CASE("a log without ratings has no labels to give") {
    linnet::Interactions log = log_of({{"ann", "ball", 5}});
    log.ratings.clear();
    const linnet::Vocabularies<linnet::TypeList<User, Item>> vocabularies;
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::encode<User, Item>(log, vocabularies)),
                         "these interactions have no ratings to make labels from", linnet::DataError);
    CHECK(linnet::encode<User, Item>(linnet::Interactions{}, vocabularies).size() == 0);
}

TEST_CASE("every interaction of a log without ratings may be a positive") {
    using AUser = linnet::Categorical<"user">;
    using AnItem = linnet::Categorical<"item">;
    linnet::Interactions log;
    log.users.push_back("ann");
    log.items.push_back("tea");
    linnet::Vocabularies<linnet::TypeList<AUser, AnItem>> vocabularies;
    vocabularies.of<AUser>().add("ann");
    const auto data = linnet::encode<AUser, AnItem>(log, vocabularies, linnet::ImplicitPositive{});
    CHECK(data.labels == std::vector<float>{1.0F});
    CHECK(data.column<AUser>().ids[0] == 1);
    CHECK(data.column<AnItem>().ids[0] == 0);
    CHECK_THROWS_AS((static_cast<void>(linnet::encode<AUser, AnItem>(log, vocabularies))), linnet::DataError);
}

} // namespace encode_test
