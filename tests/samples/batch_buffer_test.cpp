// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/batch_buffer.hpp>

#include <array>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/samples/dataset.hpp>

namespace batch_buffer_test {

using User = linnet::Categorical<"user", 9>;
using Item = linnet::Categorical<"item", 9>;
using Price = linnet::Numeric<"price", 1>;
using Place = linnet::Numeric<"place", 3>;
using Genres = linnet::MultiCategorical<"genres", 9>;

namespace {

template <class T>
std::vector<T> list(std::span<const T> span) {
    return {span.begin(), span.end()};
}

} // namespace

TEST_CASE("a batch holds the features of the network only, with labels and weights of the same samples") {
    linnet::Dataset<linnet::TypeList<User, Price, Item>> data;
    for (linnet::row_id i = 0; i < 5; ++i) {
        data.add(static_cast<float>(i), i, {static_cast<float>(10 * i)}, i + 1);
        data.weights.push_back(static_cast<float>(i) / 2);
    }
    linnet::BatchBuffer<double, linnet::TypeList<Item, Price>, 1> buffer;
    buffer.reserve(3);
    buffer.fill(data, 3, [](std::size_t i) { return 4 - i; });
    CHECK(buffer.batch().rows == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(buffer.batch().column<Item>()[i] == 5 - i);
        CHECK(buffer.batch().column<Price>()(i, 0) == 10.0 * static_cast<double>(4 - i));
        CHECK(buffer.labels()(i, 0) == static_cast<double>(4 - i));
        CHECK(buffer.weights()[i] == static_cast<double>(4 - i) / 2);
    }
    buffer.fill(data, 1, [](std::size_t) { return std::size_t{2}; });
    CHECK(buffer.batch().rows == 1);
    CHECK(buffer.labels().rows == 1);
    CHECK(buffer.weights().size() == 1);
}

TEST_CASE("every kind of feature is gathered in the order asked for, also into a buffer that was not reserved") {
    linnet::Dataset<linnet::TypeList<User, Genres, Place>, 2> data;
    for (linnet::row_id i = 0; i < 6; ++i) {
        data.column<User>().add(8 - i);
        data.column<Genres>().add(std::vector<linnet::row_id>(i % 3, i));
        const auto x = static_cast<float>(i);
        data.column<Place>().add(std::vector<float>{x, x + 0.5F, -x});
        data.labels.insert(data.labels.end(), {x, 10 * x});
    }
    data.column<Genres>().weights = {0.5F, 2.0F, 2.5F, 4.0F, 5.0F, 5.5F}; // of samples 1, 2, 2, 4, 5, 5
    data.check();
    linnet::BatchBuffer<float, linnet::TypeList<User, Genres, Place>, 2> buffer;
    const std::array<std::size_t, 5> order{5, 0, 2, 5, 1};
    for (const std::size_t count : {2U, 5U, 3U}) { // grows, then shrinks
        buffer.fill(data, count, [&](std::size_t i) { return order[i]; });
        REQUIRE(buffer.batch().rows == count);
        CHECK(buffer.batch().column<User>().size() == count);
        CHECK(buffer.batch().column<Genres>().offsets.size() == count + 1);
        CHECK(buffer.labels().rows == count);
        CHECK(buffer.weights().empty());
        for (std::size_t i = 0; i < count; ++i) {
            const auto x = static_cast<float>(order[i]);
            CHECK(buffer.batch().column<User>()[i] == 8 - order[i]);
            CHECK(buffer.batch().column<Place>()(i, 1) == x + 0.5F);
            CHECK(buffer.batch().column<Place>()(i, 2) == -x);
            CHECK(buffer.labels()(i, 0) == x);
            CHECK(buffer.labels()(i, 1) == 10 * x);
        }
    }
    buffer.fill(data, 5, [&](std::size_t i) { return order[i]; });
    const auto& genres = buffer.batch().column<Genres>();
    CHECK(list(genres.offsets) == std::vector<std::uint64_t>{0, 2, 2, 4, 6, 7});
    CHECK(list(genres.ids) == std::vector<linnet::row_id>{5, 5, 2, 2, 5, 5, 1});
    CHECK(list(genres.weights) == std::vector<float>{5.0F, 5.5F, 2.0F, 2.5F, 5.0F, 5.5F, 0.5F});
}

} // namespace batch_buffer_test
