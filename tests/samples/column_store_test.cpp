// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/column_store.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace column_store_test {

using User = linnet::Categorical<"user", 9>;
using Genres = linnet::MultiCategorical<"genres", 9>;
using Price = linnet::Numeric<"price", 2>;

namespace {

const std::array<std::size_t, 3> order{2, 0, 2};
std::size_t row_at(std::size_t i) { return order[i]; }

} // namespace

TEST_CASE("ids are gathered in the order asked for") {
    linnet::ColumnStore<User> store;
    for (const linnet::row_id id : {4U, 5U, 6U}) {
        store.add(id);
    }
    linnet::ColumnStore<User>::Buffer<float> buffer;
    const auto ids = buffer.gather(store, 3, row_at);
    CHECK(std::vector<linnet::row_id>(ids.begin(), ids.end()) == std::vector<linnet::row_id>{6, 4, 6});
}

TEST_CASE("an id may be of any integer type, and is not cut to fit") {
    linnet::ColumnStore<User> store;
    store.add(std::size_t{7});
    store.add(std::int64_t{8});
    CHECK(store.ids == std::vector<linnet::row_id>{7, 8});
    CHECK_THROWS_WITH_AS(store.add(std::size_t{4'294'967'297}),
                         "feature 'user': id 4294967297 is not from 0 to 4294967295", linnet::IdError);
    CHECK_THROWS_WITH_AS(store.add(-1), "feature 'user': id -1 is not from 0 to 4294967295", linnet::IdError);
    CHECK(store.size() == 2);
}

TEST_CASE("lists are gathered with offsets of their own, weights beside them") {
    linnet::ColumnStore<Genres> store;
    store.add(std::vector<linnet::row_id>{1, 2});
    store.add(std::vector<linnet::row_id>{});
    store.add(std::vector<linnet::row_id>{3});
    store.weights = {0.5F, 0.25F, 2.0F};
    store.check();
    linnet::ColumnStore<Genres>::Buffer<double> buffer;
    const auto lists = buffer.gather(store, 3, row_at);
    CHECK(std::vector<std::uint64_t>(lists.offsets.begin(), lists.offsets.end()) ==
          std::vector<std::uint64_t>{0, 1, 3, 4});
    CHECK(std::vector<linnet::row_id>(lists.ids.begin(), lists.ids.end()) == std::vector<linnet::row_id>{3, 1, 2, 3});
    CHECK(std::vector<double>(lists.weights.begin(), lists.weights.end()) == std::vector<double>{2, 0.5, 0.25, 2});
}

TEST_CASE("numbers are gathered row by row and converted") {
    linnet::ColumnStore<Price> store;
    for (const float x : {1.0F, 2.0F, 3.0F}) {
        store.add(std::vector<float>{x, -x});
    }
    linnet::ColumnStore<Price>::Buffer<double> buffer;
    const auto numbers = buffer.gather(store, 3, row_at);
    CHECK(numbers(0, 0) == 3.0);
    CHECK(numbers(1, 1) == -1.0);
    CHECK(numbers(2, 1) == -3.0);
}

TEST_CASE("a column of lists that was moved from is empty, not endless") {
    linnet::ColumnStore<Genres> column;
    column.add(std::vector<linnet::row_id>{1, 2});
    const linnet::ColumnStore<Genres> taken = std::move(column);
    CHECK(taken.size() == 1);
    CHECK(column.size() == 0); // NOLINT(bugprone-use-after-move)
}

TEST_CASE("columns that contradict themselves are refused with the feature's name") {
    linnet::ColumnStore<Genres> lists;
    lists.offsets = {0, 2, 1};
    lists.ids = {1};
    CHECK_THROWS_WITH_AS(lists.check(),
                         "feature 'genres': offsets must start at 0, never fall and end at the number of ids, and "
                         "weights be one per id or none",
                         linnet::SettingError);
    linnet::ColumnStore<Price> numbers;
    CHECK_THROWS_WITH_AS(numbers.add(std::vector<float>{1.0F}), "feature 'price' has 2 columns, not 1",
                         linnet::SettingError);
    numbers.numbers = {1.0F, 2.0F, 3.0F};
    CHECK_THROWS_WITH_AS(numbers.check(), "feature 'price' has 3 numbers, not a multiple of its 2 columns",
                         linnet::SettingError);
}

} // namespace column_store_test
