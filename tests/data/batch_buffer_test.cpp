// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/batch_buffer.hpp>

#include <doctest/doctest.h>

#include <linnet/data/dataset.hpp>

using User = linnet::Categorical<"user", 9>;
using Item = linnet::Categorical<"item", 9>;
using Price = linnet::Numeric<"price", 1>;

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
