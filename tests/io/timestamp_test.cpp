// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace timestamp_test {

using linnet::parse_timestamp;

TEST_CASE("integers are kept as they are, whatever their unit") {
    CHECK(parse_timestamp("0") == 0);
    CHECK(parse_timestamp("-0") == 0);
    CHECK(parse_timestamp("007") == 7);
    CHECK(parse_timestamp("1500000000") == 1500000000);
    CHECK(parse_timestamp("1500000000123") == 1500000000123);
    CHECK(parse_timestamp("10000000000") == 10000000000);
    CHECK(parse_timestamp("-5") == -5);
    CHECK(parse_timestamp("20170714") == 20170714);
    CHECK(parse_timestamp("2017") == 2017);
    CHECK(parse_timestamp("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
    CHECK(parse_timestamp("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
    CHECK(!parse_timestamp("9223372036854775808"));
    CHECK(!parse_timestamp("-9223372036854775809"));
}

TEST_CASE("decimal numbers are rounded down, exactly") {
    CHECK(parse_timestamp("1500000000.0") == 1500000000);
    CHECK(parse_timestamp("1500000000.75") == 1500000000);
    CHECK(parse_timestamp("1500000000.999999999999999999999999") == 1500000000);
    CHECK(parse_timestamp("10000000000.5") == 10000000000);
    CHECK(parse_timestamp("0.0") == 0);
    CHECK(parse_timestamp("-0.0") == 0);
    CHECK(parse_timestamp("-0.5") == -1);
    CHECK(parse_timestamp("-1.0") == -1);
    CHECK(parse_timestamp("-1.000") == -1);
    CHECK(parse_timestamp("-1.0001") == -2);
    CHECK(parse_timestamp("9007199254740993.5") == 9007199254740993); // a double would make it even
    CHECK(parse_timestamp("9223372036854775807.9") == std::numeric_limits<std::int64_t>::max());
    CHECK(parse_timestamp("-9223372036854775808.0") == std::numeric_limits<std::int64_t>::min());
    CHECK(!parse_timestamp("-9223372036854775808.5"));
    CHECK(!parse_timestamp("9223372036854775808.0"));
    for (const std::string text : {"1.", ".5", "-.5", "1.5.", "1.5e3", "1e9", "1.5 ", " 1.5", "+1.5", "1,5", "--1",
                                   "1.-5", "0x10", "nan", "inf", "1_000"}) {
        CAPTURE(text);
        CHECK(!parse_timestamp(text));
    }
}

TEST_CASE("dates and times are seconds since 1970 in UTC") {
    CHECK(parse_timestamp("2017-07-14T02:40:00Z") == 1500000000);
    CHECK(parse_timestamp("2017-07-14 02:40:00") == 1500000000);
    CHECK(parse_timestamp("2017-07-14t02:40:00z") == 1500000000);
    CHECK(parse_timestamp("2017-07-14T02:40") == 1500000000);
    CHECK(parse_timestamp("2017-07-14T02:40Z") == 1500000000);
    CHECK(parse_timestamp("2017-07-14") == 1499990400);
    CHECK(parse_timestamp("1970-01-01") == 0);
    CHECK(parse_timestamp("1970-01-01T00:00:01") == 1);
    CHECK(parse_timestamp("1969-12-31T23:59:59Z") == -1);
    CHECK(parse_timestamp("1969-12-31") == -86400);
    CHECK(parse_timestamp("2038-01-19 03:14:08") == 2147483648);
    CHECK(parse_timestamp("0001-01-01") == -62135596800);
    CHECK(parse_timestamp("9999-12-31T23:59:59") == 253402300799);
}

TEST_CASE("fractions of seconds are rounded down, also before 1970") {
    CHECK(parse_timestamp("2017-07-14T02:40:00.999999999999Z") == 1500000000);
    CHECK(parse_timestamp("2017-07-14 02:40:00.5") == 1500000000);
    CHECK(parse_timestamp("2017-07-14T02:40:00,5+00:00") == 1500000000);
    CHECK(parse_timestamp("1969-12-31T23:59:59.5Z") == -1);
    CHECK(parse_timestamp("1969-12-31T23:59:58.999") == -2);
}

TEST_CASE("an offset is what the clock is ahead of UTC") {
    CHECK(parse_timestamp("2017-07-14T04:40:00+02:00") == 1500000000);
    CHECK(parse_timestamp("2017-07-14T04:40:00+0200") == 1500000000);
    CHECK(parse_timestamp("2017-07-14 04:40:00+02") == 1500000000);
    CHECK(parse_timestamp("2017-07-14T04:40+02:00") == 1500000000);
    CHECK(parse_timestamp("2017-07-13T23:10:00.25-03:30") == 1500000000);
    CHECK(parse_timestamp("2017-07-14T02:40:00-00:00") == 1500000000);
    CHECK(parse_timestamp("1970-01-01T00:00:00+23:59") == -86340);
    CHECK(parse_timestamp("0001-01-01T00:00:00+23:59") == -62135596800 - 86340);
    CHECK(parse_timestamp("9999-12-31T23:59:59-23:59") == 253402300799 + 86340);
}

TEST_CASE("every day of ten thousand years is the one that the standard library counts, and no other is accepted") {
    using namespace std::chrono;
    char text[32];
    for (int y = 0; y <= 9999; ++y) {
        for (unsigned m = 0; m <= 13; ++m) {
            for (unsigned d = m == 0 || m == 13 ? 1 : 0; d <= (m == 0 || m == 13 ? 1U : 32U); ++d) {
                const year_month_day date{year{y}, month{m}, day{d}};
                std::snprintf(text, sizeof text, "%04d-%02u-%02u", y, m, d);
                const auto expected = date.ok() && y != 0
                                          ? std::optional{sys_seconds{sys_days{date}}.time_since_epoch().count()}
                                          : std::nullopt;
                if (parse_timestamp(text) != expected) {
                    FAIL_CHECK("this date is not what it should be: ", text);
                }
            }
        }
    }
}

TEST_CASE("what is no date, or not all of the text, is none") {
    for (const std::string text : {"",                           //
                                   "now",                        //
                                   "2017-02-29",                 //
                                   "2017-02-30T00:00:00Z",       //
                                   "1900-02-29",                 //
                                   "2017-13-01",                 //
                                   "2017-00-01",                 //
                                   "2017-07-00",                 //
                                   "2017-04-31",                 //
                                   "0000-01-01",                 //
                                   "0000-00-00 00:00:00",        //
                                   "2017-7-14",                  //
                                   "17-07-14",                   //
                                   "12017-07-14",                //
                                   "+2017-07-14",                //
                                   "-2017-07-14",                //
                                   "2017-07",                    //
                                   "2017-07-14T",                //
                                   "2017-07-14T02",              //
                                   "2017-07-14T24:00:00",        //
                                   "2017-07-14T02:60:00",        //
                                   "2016-12-31T23:59:60Z",       //
                                   "2017-07-14T02:40:00.Z",      //
                                   "2017-07-14T02:40:00.",       //
                                   "2017-07-14T02:40:",          //
                                   "2017-07-14T2:40:00",         //
                                   "2017-07-14T024000",          //
                                   "2017/07/14",                 //
                                   "14.07.2017",                 //
                                   "2017-07-14  02:40:00",       //
                                   "2017-07-14T02:40:00 Z",      //
                                   "2017-07-14T02:40:00ZZ",      //
                                   "2017-07-14T02:40:00Z+02:00", //
                                   "2017-07-14T02:40:00+",       //
                                   "2017-07-14T02:40:00+2",      //
                                   "2017-07-14T02:40:00+02:",    //
                                   "2017-07-14T02:40:00+02:0",   //
                                   "2017-07-14T02:40:00+24:00",  //
                                   "2017-07-14T02:40:00+02:60",  //
                                   "2017-07-14T02:40:00+020000", //
                                   "2017-07-14+02:00",           //
                                   "2017-07-14Z",                //
                                   "2017-07-14T02:40.5",         //
                                   " 2017-07-14",                //
                                   "2017-07-14 ",                //
                                   "2017-07-14T02:40:00\n",      //
                                   "2017-W28-5",                 //
                                   "2017-195"}) {
        CAPTURE(text);
        CHECK(!parse_timestamp(text));
    }
    CHECK(!parse_timestamp({"2017-07-14\0", 11}));
    CHECK(!parse_timestamp({}));
}

TEST_CASE("every piece of a time that ends early is read in its own bytes only") {
    const std::string_view whole = "2017-07-14T02:40:00.25+02:00";
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto bytes = std::make_unique<char[]>(size); // the end of which a sanitizer knows
        whole.copy(bytes.get(), size);
        const bool complete = (size >= 1 && size <= 4) || size == 10 || size == 16 || size == 19 || size == 21 ||
                              size == 22 || size == 25 || size == 28; // "2017" is a number
        CHECK(parse_timestamp({bytes.get(), size}).has_value() == complete);
    }
}

} // namespace timestamp_test
