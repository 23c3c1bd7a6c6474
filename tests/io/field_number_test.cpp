// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/field_number.hpp>

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "../support/temporary_file.hpp"

namespace field_number_test {

using namespace linnet;

TEST_CASE("a number is all of the text, and finite") {
    float real = 7.0F;
    CHECK(detail::is_number("-2.5e1", real));
    CHECK(real == -25.0F);
    for (const std::string text : {"", " 1", "1 ", "+1", "1,5", "nan", "inf", "1e99", "x"}) {
        CHECK(!detail::is_number(text, real));
    }
    std::uint32_t whole = 0;
    CHECK(detail::is_number("4294967295", whole));
    CHECK(whole == 4294967295U);
    CHECK(!detail::is_number("4294967296", whole));
    CHECK(!detail::is_number("-1", whole));
    CHECK(!detail::is_number("1.0", whole));
}

TEST_CASE("a field that is no number, and records of another length, are refused with their place") {
    const linnet_test::TemporaryFile file{"\na\tb\n"};
    DelimitedReader reader{file.path()};
    REQUIRE(reader.next());
    CHECK(detail::field_number<float>(reader, "0.5", "price") == 0.5F);
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::field_number<float>(reader, "a", "price")),
                         (file.name() + ":2: the price 'a' is not a finite number").c_str(), BadLine);
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::field_number<std::int64_t>(reader, "0.5", "time")),
                         (file.name() + ":2: the time '0.5' is not a 64-bit integer").c_str(), BadLine);
    CHECK_NOTHROW(detail::check_field_count(reader, 2, 0));
    CHECK_NOTHROW(detail::check_field_count(reader, 0, 1));
    CHECK_THROWS_WITH_AS(detail::check_field_count(reader, 1, 0),
                         (file.name() + ":2: 2 fields where 1 are needed: 'a | b'").c_str(), BadLine);
    CHECK_THROWS_WITH_AS(detail::check_field_count(reader, 0, 3),
                         (file.name() + ":2: 2 fields where at least 3 are needed: 'a | b'").c_str(), BadLine);
}

} // namespace field_number_test
