// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/frame_rows.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace frame_rows_test {

using namespace linnet;
using Rows = std::vector<std::size_t>;

namespace {

Frame three() {
    StringColumn words;
    for (const char* word : {"a", "", "c"}) {
        words.push_back(word);
    }
    Frame frame;
    frame.set("word", words);
    frame.set("time", std::vector<std::int64_t>{1534234785, 0, -7});
    frame.set("number", std::vector<float>{1, 2, std::nanf("")});
    return frame;
}

} // namespace

TEST_CASE("rows come in the order named, as often as named, in all columns") {
    const Frame some = rows_of(three(), Rows{2, 1, 1, 0});
    REQUIRE(some.size() == 4);
    CHECK(some.names() == std::vector<std::string>{"word", "time", "number"});
    CHECK(some.strings("word")[0] == "c");
    CHECK(some.strings("word")[1].empty());
    CHECK(some.strings("word")[2].empty());
    CHECK(some.strings("word")[3] == "a");
    CHECK(some.integers("time") == std::vector<std::int64_t>{-7, 0, 0, 1534234785});
    CHECK(std::isnan(some.numbers("number")[0]));
    CHECK(some.numbers("number")[1] == 2);
    CHECK(some.numbers("number")[2] == 2);
    CHECK(some.numbers("number")[3] == 1);
}

TEST_CASE("strings of rows left out are forgotten") {
    CHECK(rows_of(three(), Rows{2}).strings("word").distinct() == 1);
}

TEST_CASE("no rows keep their columns, and a row too far is refused") {
    const Frame none = rows_of(three(), Rows{});
    CHECK(none.size() == 0);
    CHECK(none.names().size() == 3);
    CHECK_THROWS_WITH_AS(static_cast<void>(rows_of(three(), Rows{0, 3})), "row 3 of a frame of 3 rows", DataError);
    CHECK_THROWS_AS(static_cast<void>(rows_of(Frame{}, Rows{0})), DataError);
}

} // namespace frame_rows_test
