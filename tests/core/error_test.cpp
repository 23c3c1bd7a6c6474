// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/error.hpp>

#include <stdexcept>
#include <string>
#include <type_traits>

#include <doctest/doctest.h>

namespace error_test {

TEST_CASE_TEMPLATE("an error keeps its sentence and is caught as linnet's and as the standard library's", E,
                   linnet::DataError, linnet::IdError, linnet::SettingError, linnet::DivergenceError) {
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

} // namespace error_test
