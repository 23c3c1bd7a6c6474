// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include <linnet/io/bad_line.hpp>

namespace bad_line_test {

using linnet::detail::shown;

TEST_CASE("values are shown in quotes, unprintable bytes escaped, long ones cut") {
    CHECK(shown("") == "''");
    CHECK(shown("caf\xC3\xA9") == "'caf\xC3\xA9'");
    CHECK(shown({"a\tb\0\n\x7f", 6}) == "'a\\tb\\x00\\x0a\\x7f'");
    CHECK(shown(std::string(60, 'x')) == "'" + std::string(60, 'x') + "'");
    CHECK(shown(std::string(61, 'x')) == "'" + std::string(60, 'x') + "...'");
}

TEST_CASE("a bad line is an error of the data") {
    CHECK_THROWS_AS(throw linnet::BadLine("f:1: bad"), linnet::DataError);
}

} // namespace bad_line_test
