// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/dataset.hpp>

#include <cstdint>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace dataset_test {

using User = linnet::Categorical<"user", 9>;
using Genres = linnet::MultiCategorical<"genres", 9>;
using Data = linnet::Dataset<linnet::TypeList<User, Genres>>;

TEST_CASE("a data set grows sample by sample") {
    Data data;
    CHECK(data.size() == 0);
    data.add(1.0F, 3, {1, 2});
    data.add(0.0F, 4, {});
    data.check();
    CHECK(data.size() == 2);
    CHECK(data.labels == std::vector<float>{1.0F, 0.0F});
    CHECK(data.column<User>().ids == std::vector<linnet::row_id>{3, 4});
    CHECK(data.column<Genres>().offsets == std::vector<std::uint64_t>{0, 2, 2});
}

TEST_CASE("a sample that does not fit is refused whole") {
    using Price = linnet::Numeric<"price", 2>;
    linnet::Dataset<linnet::TypeList<User, Price>> data;
    data.add(1.0F, 3, {0.5F, 0.25F});
    CHECK_THROWS_WITH_AS(data.add(0.0F, 4, {0.5F}), "feature 'price' has 2 columns, not 1", linnet::SettingError);
    CHECK(data.size() == 1);
    CHECK_NOTHROW(data.check());
    CHECK(data.labels.size() == 1);
    CHECK_THROWS_WITH_AS(data.add(0.0F, std::uint64_t{4'294'967'297}, {0.5F, 0.25F}),
                         "feature 'user': id 4294967297 is not from 0 to 4294967295", linnet::IdError);
    CHECK_THROWS_AS(data.add(0.0F, -1, {0.5F, 0.25F}), linnet::IdError);
    CHECK(data.size() == 1);
    CHECK_NOTHROW(data.check());
}

TEST_CASE("several labels per sample stand row by row") {
    linnet::Dataset<linnet::TypeList<User>, 3> data;
    data.column<User>().add(1);
    data.column<User>().add(2);
    data.labels = {1, 0, 0, 0, 1, 0};
    CHECK_NOTHROW(data.check());
    data.labels.pop_back();
    CHECK_THROWS_WITH_AS(data.check(), "a data set of 2 rows has 5 labels", linnet::SettingError);
}

TEST_CASE("what is wrong with a single column is said by that column") {
    Data data;
    data.add(1.0F, 3, {1});
    data.column<Genres>().weights = {1.0F, 2.0F};
    CHECK_THROWS_WITH_AS(data.check(),
                         "feature 'genres': offsets must start at 0, never fall and end at the number of ids, and "
                         "weights be one per id or none",
                         linnet::SettingError);
}

TEST_CASE("columns of unequal length are refused by name") {
    Data data;
    data.add(1.0F, 3, {1});
    data.column<Genres>().add(std::vector<linnet::row_id>{2});
    CHECK_THROWS_WITH_AS(data.check(), "feature 'genres' has 2 rows where the first feature has 1",
                         linnet::SettingError);
}

TEST_CASE("labels and weights must be one per sample, or none") {
    Data data;
    data.add(1.0F, 3, {1});
    data.weights = {1.0F, 2.0F};
    CHECK_THROWS_WITH_AS(data.check(), "a data set of 1 rows has 2 weights", linnet::SettingError);
    data.weights.clear();
    data.labels = {1.0F, 0.0F};
    CHECK_THROWS_WITH_AS(data.check(), "a data set of 1 rows has 2 labels", linnet::SettingError);
    data.labels.clear();
    CHECK_NOTHROW(data.check());
}

} // namespace dataset_test
