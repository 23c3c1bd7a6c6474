// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/join.hpp>

#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace join_test {

using namespace linnet;
using User = Categorical<"user">;
using Item = Categorical<"item", dynamic, UnknownId::use_row_0>;
using Gender = Categorical<"gender">;
using Genres = MultiCategorical<"genres">;
using Place = Numeric<"place", 2>;
using Rows = std::vector<row_id>;

namespace {

Dataset<TypeList<User, Item>> samples() {
    Dataset<TypeList<User, Item>> data;
    data.add(1.0F, 2, 1);
    data.add(0.0F, 0, 2);
    data.add(1.0F, 1, 2);
    data.add(0.0F, 2, 0);
    return data;
}

Dataset<TypeList<Gender>> user_side() {
    Dataset<TypeList<Gender>> side;
    side.column<Gender>().ids = {0, 5, 6};
    return side;
}

Dataset<TypeList<Genres, Place>> item_side() {
    Dataset<TypeList<Genres, Place>> side;
    side.column<Genres>().offsets = {0, 0, 2, 3};
    side.column<Genres>().ids = {7, 8, 9};
    side.column<Genres>().weights = {0.7F, 0.8F, 0.9F};
    side.column<Place>().numbers = {0, 0, 1, 2, 3, 4};
    return side;
}

} // namespace

TEST_CASE("each sample gets what is known of its user and its item") {
    auto data = samples();
    data.weights = {1, 2, 3, 4};
    const auto joined = join<User, Item>(data, user_side(), item_side());
    static_assert(std::is_same_v<decltype(joined), const Dataset<TypeList<User, Item, Gender, Genres, Place>>>);
    CHECK_NOTHROW(joined.check());
    CHECK(joined.column<User>().ids == Rows{2, 0, 1, 2});
    CHECK(joined.column<Item>().ids == Rows{1, 2, 2, 0});
    CHECK(joined.column<Gender>().ids == Rows{6, 0, 5, 6});
    CHECK(joined.column<Genres>().offsets == std::vector<std::uint64_t>{0, 2, 3, 4, 4});
    CHECK(joined.column<Genres>().ids == Rows{7, 8, 9, 9});
    CHECK(joined.column<Genres>().weights == std::vector<float>{0.7F, 0.8F, 0.9F, 0.9F});
    CHECK(joined.column<Place>().numbers == std::vector<float>{1, 2, 3, 4, 3, 4, 0, 0});
    CHECK(joined.labels == data.labels);
    CHECK(joined.weights == data.weights);
}

TEST_CASE("a joined column tells the vocabulary that encoded it") {
    auto data = samples();
    data.column<Item>().encoded_by = {3, 1};
    auto lists = item_side();
    lists.column<Genres>().encoded_by = {10, 2};
    const auto joined = join<User, Item>(data, user_side(), lists);
    CHECK(joined.encoded_by<Item>() == Fingerprint{3, 1});
    CHECK(joined.encoded_by<Genres>() == Fingerprint{10, 2});
    CHECK_FALSE(joined.encoded_by<Gender>());
}

TEST_CASE("one side alone, lists without weights, several labels, no samples") {
    auto lists = item_side();
    lists.column<Genres>().weights.clear();
    CHECK(join<Item>(samples(), lists).column<Genres>().weights.empty());
    Dataset<TypeList<User>, 2> pairs;
    pairs.column<User>().ids = {1};
    pairs.labels = {3, 4};
    CHECK(join<User>(pairs, user_side()).labels == std::vector<float>{3, 4});
    CHECK(join<User, Item>(Dataset<TypeList<User, Item>>{}, user_side(), item_side()).size() == 0);
}

TEST_CASE("an id without a row is refused, or reads row 0, as the feature says") {
    auto data = samples();
    data.column<Item>().ids[1] = 3;
    const auto joined = join<User, Item>(data, user_side(), item_side());
    CHECK(joined.column<Genres>().offsets == std::vector<std::uint64_t>{0, 2, 2, 3, 3});
    CHECK(joined.column<Item>().ids[1] == 3); // the id itself stays
    data.column<User>().ids[2] = 3;
    CHECK_THROWS_WITH_AS(static_cast<void>(join<User>(data, user_side())), "feature 'user', row 2: id 3 is not below 3",
                         IdError);
    CHECK_THROWS_AS(static_cast<void>(join<Item>(data, Dataset<TypeList<Gender>>{})), IdError);
}

TEST_CASE("columns that do not fit are refused") {
    auto side = item_side();
    side.column<Place>().numbers.resize(4);
    CHECK_THROWS_WITH_AS(static_cast<void>(join<Item>(samples(), side)),
                         "feature 'place' has 2 rows where the first feature has 3", SettingError);
    auto data = samples();
    data.labels.pop_back();
    CHECK_THROWS_WITH_AS(static_cast<void>(join<User>(data, user_side())), "a data set of 4 rows has 3 labels",
                         SettingError);
}

} // namespace join_test
