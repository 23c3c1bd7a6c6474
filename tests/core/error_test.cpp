// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/error.hpp>

#include <stdexcept>
#include <string>
#include <type_traits>

#include <doctest/doctest.h>

namespace error_test {

TEST_CASE_TEMPLATE("an error keeps its sentence and is caught as linnet's and as the standard library's", E,
                   linnet::DataError, linnet::IdError, linnet::LabelError, linnet::SettingError,
                   linnet::DivergenceError) {
    const std::string sentence = "ratings.csv:3: expected 4 fields, found 2.";
    CHECK_THROWS_WITH_AS(throw E(sentence), sentence.c_str(), linnet::Error);
    CHECK_THROWS_AS(throw E("x"), std::runtime_error);
    CHECK_FALSE(std::is_convertible_v<const char*, E>);
}

TEST_CASE("the kinds of error are told apart") {
    CHECK_FALSE(std::is_base_of_v<linnet::DataError, linnet::IdError>);
    CHECK_FALSE(std::is_base_of_v<linnet::IdError, linnet::DataError>);
    CHECK_FALSE(std::is_base_of_v<linnet::SettingError, linnet::DivergenceError>);
}

TEST_CASE_TEMPLATE("an error of a row knows its number, and can be said again of another row", E, linnet::IdError,
                   linnet::LabelError) {
    const E error("feature 'user', row ", 2, ": id 7 is not below 5");
    CHECK(std::string(error.what()) == "feature 'user', row 2: id 7 is not below 5");
    CHECK(error.row() == 2);
    CHECK(error.before() == "feature 'user', row ");
    CHECK(error.after() == ": id 7 is not below 5");
    const E elsewhere(error.before(), 2000, error.after());
    CHECK(std::string(elsewhere.what()) == "feature 'user', row 2000: id 7 is not below 5");
    CHECK_THROWS_AS(throw error, linnet::RowError);
    CHECK(std::is_nothrow_copy_constructible_v<E>);

    const E first("", 0, "");
    CHECK(std::string(first.what()) == "0");
    CHECK(first.before().empty());
    CHECK(first.after().empty());
}

TEST_CASE("an error of no row in particular is all sentence") {
    const linnet::IdError error("item 3 is not below 3");
    CHECK(error.row() == linnet::RowError::no_row);
    CHECK(error.before() == "item 3 is not below 3");
    CHECK(error.after().empty());
}

} // namespace error_test
