// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/encode.hpp>

#include <cmath>
#include <initializer_list>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

namespace encode_test {

using User = linnet::Categorical<"user">;
using Item = linnet::Categorical<"item">;
using Vocabularies = linnet::Vocabularies<linnet::TypeList<User, Item>>;

static_assert(!std::is_default_constructible_v<linnet::LikedFrom>); // no threshold fits every rating

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
    Vocabularies vocabularies;
    vocabularies.add<User, Item>(log_of({{"ann", "ball", 5}, {"bob", "cup", 3}}));
    const auto log = log_of({{"bob", "ball", 4}, {"zoe", "cup", 3.5}, {"ann", "dog", 2}});
    const auto data = linnet::encode<User, Item>(log, vocabularies, linnet::LikedFrom{4});
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

TEST_CASE("no label is made up: without a word on it there are none") {
    auto log = log_of({{"ann", "ball", 5}, {"bob", "cup", 3}});
    Vocabularies vocabularies;
    vocabularies.add<User, Item>(log);
    const auto data = linnet::encode<User, Item>(log, vocabularies);
    CHECK(data.size() == 2);
    CHECK(!data.has_labels());
    log.ratings.clear();
    CHECK(linnet::encode<User, Item>(log, vocabularies).size() == 2);
}

TEST_CASE("a threshold that no rating reaches, or every one, is refused") {
    const auto plays = log_of({{"ann", "ball", 1}, {"ann", "cup", 3}, {"bob", "cup", 2}});
    Vocabularies vocabularies;
    vocabularies.add<User, Item>(plays);
    const auto labels = [&](const linnet::Interactions& log, float threshold) {
        return linnet::encode<User, Item>(log, vocabularies, linnet::LikedFrom{threshold}).labels;
    };
    CHECK_THROWS_WITH_AS(
        labels(plays, 3.5F),
        "encode: no rating reaches the threshold of LikedFrom{3.500000}: the 3 ratings go from 1.000000 "
        "to 3.000000, and every label would be 0; where that is meant, give a function of the rating instead",
        linnet::SettingError);
    CHECK_THROWS_WITH_AS(
        labels(plays, 1),
        "encode: every rating reaches the threshold of LikedFrom{1.000000}: the 3 ratings go from "
        "1.000000 to 3.000000, and every label would be 1; where that is meant, give a function of the rating instead",
        linnet::SettingError);
    CHECK(labels(plays, 3) == std::vector<float>{0, 1, 0});
    CHECK(labels(log_of({{"ann", "ball", 1}}), 4) == std::vector<float>{0}); // one rating is one label
    CHECK(labels({}, 4).empty());
    // A label of the caller's own is taken as it is.
    const auto liked = [](float rating) { return rating >= 4 ? 1.0F : 0.0F; };
    CHECK(linnet::encode<User, Item>(plays, vocabularies, liked).labels == std::vector<float>{0, 0, 0});
}

TEST_CASE("a label that is no number is refused") {
    const auto log = log_of({{"ann", "ball", 1}, {"ann", "cup", std::nanf("")}, {"bob", "cup", INFINITY}});
    Vocabularies vocabularies;
    vocabularies.add<User, Item>(log);
    CHECK_THROWS_WITH_AS((void)(linnet::encode<User, Item>(log, vocabularies, linnet::LikedFrom{1})),
                         "encode: row 1 has the rating nan, which is no number to make a label from",
                         linnet::DataError);
    CHECK_THROWS_AS((void)(linnet::encode<User, Item>(log, vocabularies, linnet::RatingAsLabel{})), linnet::DataError);
    const auto inverse = [](float) { return NAN; };
    CHECK_THROWS_WITH_AS((void)(linnet::encode<User, Item>(log_of({{"ann", "ball", 0}}), vocabularies, inverse)),
                         "encode: row 0 gets the label nan", linnet::DataError);
    CHECK(linnet::encode<User, Item>(log, vocabularies, linnet::ImplicitPositive{}).size() == 3);
    const auto endless = log_of({{"ann", "ball", INFINITY}, {"bob", "cup", 1}});
    CHECK_THROWS_WITH_AS((void)(linnet::encode<User, Item>(endless, vocabularies, linnet::RatingAsLabel{})),
                         "encode: row 0 gets the label inf", linnet::DataError);
    CHECK(linnet::encode<User, Item>(endless, vocabularies, linnet::LikedFrom{4}).labels == std::vector<float>{1, 0});
}

TEST_CASE("columns that differ in length are refused") {
    auto log = log_of({{"ann", "ball", 5}, {"bob", "cup", 3}});
    Vocabularies vocabularies;
    vocabularies.add<User, Item>(log);
    log.ratings.pop_back();
    CHECK_THROWS_WITH_AS((void)(linnet::encode<User, Item>(log, vocabularies, linnet::RatingAsLabel{})),
                         "encode: 1 ratings of 2 interactions", linnet::DataError);
    log.ratings.push_back(3);
    log.items.push_back("cup");
    CHECK_THROWS_WITH_AS((void)(linnet::encode<User, Item>(log, vocabularies)), "encode: 3 items of 2 interactions",
                         linnet::DataError);
}

TEST_CASE("vocabularies that know none of the ids are refused") {
    const auto log = log_of({{"ann", "ball", 5}, {"bob", "cup", 3}});
    Vocabularies vocabularies;
    const auto encoded = [&](const linnet::Interactions& of) {
        return linnet::encode<User, Item>(of, vocabularies).column<User>().ids;
    };
    CHECK_THROWS_WITH_AS(encoded(log),
                         "encode: the vocabulary of feature 'user' is empty; add the training log to the "
                         "vocabularies first",
                         linnet::SettingError);
    vocabularies.of<User>().add("bob");
    CHECK_THROWS_WITH_AS(encoded(log),
                         "encode: the vocabulary of feature 'item' is empty; add the training log to the "
                         "vocabularies first",
                         linnet::SettingError);
    vocabularies.of<Item>().add("tea");
    CHECK_THROWS_WITH_AS(encoded(log),
                         "encode: the vocabulary of feature 'item' has none of the 2 distinct ids of this "
                         "log, of which the first is 'ball'; it has 1, of which the first is 'tea'",
                         linnet::SettingError);
    vocabularies.of<Item>().add("cup");
    CHECK(encoded(log) == std::vector<linnet::row_id>{0, 1});
    CHECK(encoded({}).empty());
    CHECK(encoded(log_of({{"zoe", "cup", 1}, {"zoe", "tea", 2}})) == std::vector<linnet::row_id>{0, 0}); // a newcomer
}

TEST_CASE("a log without ratings has no labels to give") {
    linnet::Interactions log = log_of({{"ann", "ball", 5}});
    Vocabularies vocabularies;
    vocabularies.add<User, Item>(log);
    log.ratings.clear();
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::encode<User, Item>(log, vocabularies, linnet::LikedFrom{4})),
                         "encode: these interactions have no ratings to make labels from", linnet::DataError);
    CHECK(linnet::encode<User, Item>(linnet::Interactions{}, vocabularies, linnet::LikedFrom{4}).size() == 0);
    CHECK(linnet::encode<User, Item>(log, vocabularies, linnet::ImplicitPositive{}).labels == std::vector<float>{1.0F});
}

} // namespace encode_test
