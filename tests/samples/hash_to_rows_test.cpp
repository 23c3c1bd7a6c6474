// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/hash_to_rows.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>

#include "support/frames.hpp"

namespace hash_to_rows_test {

using linnet::hashed_column;
using linnet::hashed_row;
using linnet::HashToRows;
using namespace linnet_test;
using floats = std::vector<float>;
using strings = std::vector<std::string>;
using ids = std::vector<linnet::row_id>;

TEST_CASE("a key's row is 1 + hash mod (rows - 1), on every machine") {
    // FNV-1a with the finaliser of MurmurHash3, computed in Python.
    CHECK(hashed_row("foobar", 10) == 2);
    CHECK(hashed_row("foobar", 1000) == 911);
    CHECK(hashed_row("item 267", 1000) == 197);
    CHECK(hashed_row("item 267", std::size_t{1} << 32) == 1'129'691'195U);
    CHECK(hashed_row("7", std::size_t{1} << 32) == 3'295'979'330U);
    CHECK(hashed_row("anything", 2) == 1);
    CHECK(hashed_row("", 1000) == 0);
}

TEST_CASE("a key cannot be hashed to no rows, nor to rows that are not known") {
    CHECK_THROWS_WITH_AS((void)hashed_row("foobar", 1), "'foobar' cannot be hashed to 1 rows; there must be 2 to 2^32",
                         linnet::SettingError);
    CHECK_THROWS_AS((void)hashed_row("foobar", 0), linnet::SettingError);
    CHECK_THROWS_AS((void)hashed_row("", 1), linnet::SettingError);
    CHECK_THROWS_AS((void)hashed_row("foobar", (std::size_t{1} << 32) + 1), linnet::SettingError);
    CHECK_THROWS_WITH_AS((void)hashed_row("foobar", linnet::MultiCategorical<"x">::rows),
                         "'foobar' cannot be hashed to the rows of a feature that does not say how many it has",
                         linnet::SettingError);
    CHECK_THROWS_WITH_AS((void)hashed_column<linnet::Categorical<"x">>(column_of({"a"})),
                         "feature 'x' cannot be hashed to the rows of a feature that does not say how many it has",
                         linnet::SettingError);
}

TEST_CASE("keys fill all rows but the unknown one") {
    std::vector<int> counts(11);
    for (int i = 0; i < 10'000; ++i) {
        ++counts[hashed_row("user " + std::to_string(i), 11)];
    }
    CHECK(counts[0] == 0);
    for (std::size_t row = 1; row < 11; ++row) {
        CHECK(counts[row] > 1000 - 5 * 30); // five standard deviations
        CHECK(counts[row] < 1000 + 5 * 30);
    }
}

TEST_CASE("strings and whole numbers become rows, and what is missing 0") {
    const HashToRows transform{.column = "x", .rows = 1000};
    CHECK(strings_by(transform, strings{"foobar", "", "a", "7", "-3", "foobar"}) ==
          strings{"911", "0", "636", "137", "863", "911"});
    CHECK(strings_by(transform, floats{7, missing_number, -3, 0, -0.0F, 0x1p24F}) ==
          strings{"137", "0", "863", "989", "989", "888"});
    CHECK(strings_by(transform, strings{}).empty());
    linnet::Frame frame;
    frame.set("x", std::vector<std::int64_t>{7, linnet::Frame::missing_integer, -3, 1534234785});
    transform.apply(frame);
    CHECK(strings_of(frame.strings("x")) == strings{"137", "0", "863", std::to_string(hashed_row("1534234785", 1000))});
}

TEST_CASE("keys become the column of a feature at once") {
    using Fixed = linnet::Categorical<"x", 1000>;
    CHECK(hashed_column<Fixed>(column_of({"foobar", "", "a", "foobar"})).ids == ids{911, 0, 636, 911});
    CHECK(hashed_column<Fixed>({}).size() == 0);
    using Free = linnet::Categorical<"x">;
    CHECK(hashed_column<Free>(column_of({"foobar", ""}), 10).ids == ids{2, 0});
    CHECK_THROWS_WITH_AS((void)hashed_column<Free>(column_of({"a"}), 1),
                         "feature 'x' cannot be hashed to 1 rows; there must be 2 to 2^32", linnet::SettingError);
    CHECK_THROWS_AS((void)hashed_column<Free>(column_of({"a"}), (std::size_t{1} << 32) + 1), linnet::SettingError);
}

TEST_CASE("nothing is learned, and the rows may go to another column") {
    linnet::Frame frame = frame_of(strings{"foobar"});
    HashToRows transform{.column = "x", .rows = 10, .to = "y"};
    transform.fit(frame_of(strings{"other"}));
    CHECK(transform == HashToRows{.column = "x", .rows = 10, .to = "y"});
    CHECK(transform != HashToRows{.column = "x", .rows = 11, .to = "y"});
    transform.apply(frame);
    CHECK(strings_of(frame.strings("x")) == strings{"foobar"});
    CHECK(strings_of(frame.strings("y")) == strings{"2"});
    CHECK(transform.reads("x"));
    CHECK(!transform.reads("y"));
    CHECK(transform.writes() == "y");
}

TEST_CASE("what cannot be is refused and changes nothing") {
    linnet::Frame frame = frame_of(floats{1, 1.5F});
    const linnet::Frame before = frame;
    HashToRows few{.column = "x", .rows = 1};
    const char* const sentence = "HashToRows: column 'x' cannot be hashed to 1 rows; there must be 2 to 2^32";
    CHECK_THROWS_WITH_AS(few.fit(frame), sentence, linnet::SettingError);
    CHECK_THROWS_WITH_AS(few.apply(frame), sentence, linnet::SettingError);
    const HashToRows transform{.column = "x", .rows = 10};
    CHECK_THROWS_WITH_AS(
        transform.apply(frame),
        "HashToRows: column 'x', row 1: 1.500000 is no whole number up to 2^24; let it be read as a string",
        linnet::DataError);
    CHECK(frame == before);
    for (const float number : {0x1p24F + 2.0F, -0x1p24F - 2.0F, std::numeric_limits<float>::infinity()}) {
        CHECK_THROWS_AS(static_cast<void>(strings_by(transform, floats{number})), linnet::DataError);
    }
    HashToRows other{.column = "y"};
    CHECK_THROWS_WITH_AS(other.fit(frame), "a frame has no column 'y'; its columns are 'x' (numbers)",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS(other.apply(frame), "a frame has no column 'y'; its columns are 'x' (numbers)",
                         linnet::DataError);
    CHECK(frame == before);
}

} // namespace hash_to_rows_test
