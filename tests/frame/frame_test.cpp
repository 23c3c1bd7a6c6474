// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/frame/frame.hpp>

namespace frame_test {

using namespace linnet;

StringColumn words(std::initializer_list<const char*> list) {
    StringColumn column;
    for (const char* word : list) {
        column.push_back(word);
    }
    return column;
}

TEST_CASE("a frame keeps columns of both kinds by name, in order") {
    Frame frame;
    CHECK(frame.size() == 0);
    frame.set("city", words({"Bern", "Rome", ""}));
    frame.set("age", std::vector<float>{30.0F, 31.0F, 32.0F});
    CHECK(frame.size() == 3);
    CHECK(frame.names() == std::vector<std::string>{"city", "age"});
    CHECK(frame.strings("city")[1] == "Rome");
    CHECK(frame.numbers("age")[2] == 32.0F);
    CHECK(frame.has("age"));
    CHECK(!frame.has("Age"));
    CHECK(frame.is_numeric("age"));
    CHECK(!frame.is_numeric("city"));

    Frame copy = frame;
    CHECK(copy == frame);
    copy.remove("city");
    CHECK(copy != frame);
    CHECK(copy.names() == std::vector<std::string>{"age"});
}

TEST_CASE("a column is replaced by one of its name, of either kind") {
    Frame frame;
    frame.set("a", std::vector<float>{1.0F});
    frame.set("a", words({"x", "y"}));
    CHECK(frame.size() == 2);
    CHECK(!frame.is_numeric("a"));
    CHECK(frame.strings("a")[0] == "x");
    CHECK_THROWS_WITH_AS((void)frame.numbers("a"), "a frame has no column of numbers 'a'; its columns are 'a'",
                         DataError);
}

TEST_CASE("integers are a kind of their own") {
    Frame frame;
    frame.set("time", std::vector<std::int64_t>{1534234785, Frame::missing_integer});
    CHECK(frame.size() == 2);
    CHECK(frame.is_integer("time"));
    CHECK(!frame.is_numeric("time"));
    CHECK(frame.integers("time")[0] == 1534234785);
    CHECK_THROWS_WITH_AS((void)frame.numbers("time"),
                         "a frame has no column of numbers 'time'; its columns are 'time' (integers)", DataError);
    CHECK_THROWS_WITH_AS((void)frame.strings("time"),
                         "a frame has no column of strings 'time'; its columns are 'time' (integers)", DataError);
    Frame other = frame;
    other.set("time", std::vector<std::int64_t>{1534234786, Frame::missing_integer});
    CHECK(other != frame);
    other.set("time", std::vector<float>{1.0F});
    CHECK(other.size() == 1);
    CHECK(!other.is_integer("time"));
    CHECK_THROWS_WITH_AS((void)other.integers("time"),
                         "a frame has no column of integers 'time'; its columns are 'time' (numbers)", DataError);
}

TEST_CASE("what does not fit is refused and changes nothing") {
    Frame frame;
    frame.set("a", std::vector<float>{1.0F, 2.0F});
    frame.set("b", words({"x", "y"}));
    const Frame before = frame;
    CHECK_THROWS_WITH_AS(frame.set("c", std::vector<float>{1.0F}), "column 'c' has 1 rows in a frame of 2", DataError);
    CHECK_THROWS_AS(frame.set("a", words({"x"})), DataError);
    CHECK_THROWS_WITH_AS(frame.remove("c"), "a frame has no column 'c'; its columns are 'a' (numbers), 'b'", DataError);
    CHECK_THROWS_AS((void)frame.is_numeric("c"), DataError);
    CHECK(frame == before);
}

} // namespace frame_test
