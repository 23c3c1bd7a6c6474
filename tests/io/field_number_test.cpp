// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/field_number.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "../support/temporary_file.hpp"

namespace field_number_test {

using namespace linnet;

TEST_CASE("a number is all of the text, and finite") {
    float real = 7.0F;
    CHECK(detail::is_number("-2.5e1", real));
    CHECK(real == -25.0F);
    for (const std::string text :
         {"", " 1", "1 ", "+1", "1,5", "nan", "inf", "1e99", "x", "1e-50x", "e-50", "--1e-50"}) {
        CHECK(!detail::is_number(text, real));
    }
    CHECK(real == -25.0F);
    std::uint32_t whole = 0;
    CHECK(detail::is_number("4294967295", whole));
    CHECK(whole == 4294967295U);
    CHECK(!detail::is_number("4294967296", whole));
    CHECK(!detail::is_number("-1", whole));
    CHECK(!detail::is_number("1.0", whole));
}

TEST_CASE("a number too small for its type is the nearest, which may be zero") {
    const auto read = [](const std::string& text) {
        float value = 7.0F;
        CHECK(detail::is_number(text, value));
        return value;
    };
    const std::string zeros(60, '0');
    for (const std::string text : {"1e-50", "1e-46", "7e-46", "0.1E-49", "1e-400", "1e-99999999999999999999"}) {
        CHECK(read(text) == 0.0F);
        CHECK(!std::signbit(read(text)));
        CHECK(std::signbit(read("-" + text)));
    }
    CHECK(read("0." + zeros + "1") == 0.0F);
    CHECK(read("1" + zeros + "e-120") == 0.0F);
    CHECK(read("8e-46") == std::numeric_limits<float>::denorm_min());
    CHECK(read("1e-40") == 1e-40F);
    double value = 7.0;
    CHECK(detail::is_number("1e-400", value));
    CHECK(value == 0.0);
    for (const std::string text : {"1e39", "-1e400", "1e99999999999999999999"}) {
        CHECK(!detail::is_number(text, value) == (text != "1e39"));
        float number = 7.0F;
        CHECK(!detail::is_number(text, number));
    }
    float number = 7.0F;
    CHECK(!detail::is_number("1" + zeros, number));
    CHECK(!detail::is_number("0.001" + zeros + "e42", number));
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
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::field_number<float>(reader, "-1e400", "price")),
                         (file.name() + ":2: the price '-1e400' is out of the range of float").c_str(), BadLine);
    CHECK(detail::field_timestamp(reader, "-7", "time") == -7);
    CHECK(detail::field_timestamp(reader, "7.5", "time") == 7);
    CHECK(detail::field_timestamp(reader, "1970-01-02", "time") == 86400);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(detail::field_timestamp(reader, "a", "time")),
        (file.name() +
         ":2: the time 'a' is neither a 64-bit number of seconds nor a date and time such as 2017-07-14T02:40:00Z")
            .c_str(),
        BadLine);
    CHECK_NOTHROW(detail::check_field_count(reader, 2, 0));
    CHECK_NOTHROW(detail::check_field_count(reader, 0, 1));
    CHECK_THROWS_WITH_AS(detail::check_field_count(reader, 1, 0),
                         (file.name() + ":2: 2 fields where 1 are needed: 'a | b'").c_str(), BadLine);
    CHECK_THROWS_WITH_AS(detail::check_field_count(reader, 0, 3),
                         (file.name() + ":2: 2 fields where at least 3 are needed: 'a | b'").c_str(), BadLine);
}

} // namespace field_number_test
