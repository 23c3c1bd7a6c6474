// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/faulty_number.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace faulty_number_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 8>;
using Genres = ln::MultiCategorical<"genres", 6>;
using Price = ln::Numeric<"price", 2>;

struct Case {
    std::array<ln::row_id, 2> users{1, 2};
    std::array<std::uint64_t, 3> offsets{0, 1, 3};
    std::array<ln::row_id, 3> genres{1, 2, 3};
    std::array<double, 3> genre_weights{1, 2, 3};
    std::array<double, 4> prices{1, 2, 3, 4};
    std::array<double, 2> labels{0, 1};
    std::array<double, 2> weights{1, 1};

    [[nodiscard]] ln::Batch<double, User, Genres, Price> batch() const {
        return {2, {users, {offsets, genres, genre_weights}, {prices.data(), 2, 2, 2}}};
    }
    [[nodiscard]] ln::DivergenceError error() const {
        return ln::detail::faulty_number(batch(), {{labels.data(), 2, 1, 1}, weights})
            .template error<ln::DivergenceError>("it failed", "; ");
    }
};

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("what is no number, or the largest, is named with its row") {
    CHECK(std::string{Case{}.error().what()} == "it failed");
    CHECK(Case{}.error().row() == ln::RowError::no_row);
    Case price;
    price.prices[3] = -HUGE_VAL;
    CHECK(std::string{price.error().what()} == "it failed; feature 'price', row 1: -inf");
    CHECK(price.error().row() == 1);
    Case listed;
    listed.genre_weights[2] = nan;
    CHECK(std::string{listed.error().what()} == "it failed; the weights of feature 'genres', row 1: nan");
    Case label;
    label.labels[0] = 1e30;
    label.prices[2] = 1e20;
    CHECK(std::string{label.error().what()} == "it failed; the labels, row 0: 1e+30");
    label.weights[1] = nan;
    CHECK(std::string{label.error().what()} == "it failed; the weights, row 1: nan");
}

TEST_CASE("numbers that a network reads must be finite; large ones may be meant") {
    Case some;
    CHECK_NOTHROW(ln::detail::check_numbers(some.batch()));
    some.prices[0] = 1e300;
    CHECK_NOTHROW(ln::detail::check_numbers(some.batch()));
    some.prices[2] = nan;
    CHECK_THROWS_WITH_AS(ln::detail::check_numbers(some.batch()), "feature 'price', row 1: nan", ln::NumberError);
    some.prices[2] = 0;
    some.genre_weights[0] = -HUGE_VAL;
    CHECK_THROWS_WITH_AS(ln::detail::check_numbers(some.batch()), "the weights of feature 'genres', row 0: -inf",
                         ln::NumberError);
}

} // namespace faulty_number_test
