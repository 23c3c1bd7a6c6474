// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/concat.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/logs.hpp"

namespace concat_test {

using namespace linnet;
using linnet_test::log_of;
using linnet_test::log_rows;
using linnet_test::LogRow;

namespace {

Frame frame_of(std::initializer_list<const char*> words, const std::vector<float>& numbers) {
    StringColumn column;
    for (const char* word : words) {
        column.push_back(word);
    }
    Frame frame;
    frame.set("word", column);
    frame.set("number", numbers);
    return frame;
}

} // namespace

TEST_CASE("the rows of one log come behind those of the other") {
    const std::vector<LogRow> rows{{"a", "x", 1, 10}, {"b", "y", 2, 20}, {"a", "z", 3, 5}, {"c", "x", 4, 6}};
    const auto first = log_of({rows[0], rows[1]});
    const auto second = log_of({rows[2], rows[3]});
    const Interactions both = concat(first, second);
    CHECK(log_rows(both) == rows);
    CHECK(both == log_of(rows));
    CHECK(both.users.distinct() == 3);
    CHECK(concat(first, {}) == first);
    CHECK(concat({}, second) == second);
    CHECK(concat(Interactions{}, Interactions{}).empty());
    CHECK(log_rows(concat(first, first)).size() == 4);
}

TEST_CASE("logs of other columns do not fit") {
    const auto first = log_of({{"a", "x", 1, 10}});
    auto second = first;
    second.ratings.clear();
    CHECK_THROWS_WITH_AS((void)concat(first, second), "concat: the first log has ratings, and the other has none",
                         DataError);
    CHECK_THROWS_WITH_AS((void)concat(second, first), "concat: the second log has ratings, and the other has none",
                         DataError);
    second = first;
    second.timestamps.clear();
    CHECK_THROWS_WITH_AS((void)concat(first, second), "concat: the first log has timestamps, and the other has none",
                         DataError);
    second.items.push_back("y");
    CHECK_THROWS_WITH_AS((void)concat(first, second), "concat, second log: 2 items of 1 interactions", DataError);
}

TEST_CASE("the rows of one frame come behind those of the other, column by name") {
    const Frame first = frame_of({"a", "b"}, {1, 2});
    Frame second;
    second.set("number", std::vector<float>{3});
    StringColumn word;
    word.push_back("a");
    second.set("word", word);
    CHECK(concat(first, second) == frame_of({"a", "b", "a"}, {1, 2, 3}));
    Frame times;
    times.set("time", std::vector<std::int64_t>{1534234785});
    CHECK(concat(times, times).integers("time") == std::vector<std::int64_t>{1534234785, 1534234785});
    CHECK(concat(first, Frame{}) == first);
    CHECK(concat(Frame{}, first) == first);
    CHECK(concat(first, frame_of({}, {})) == first);
}

TEST_CASE("frames of other columns do not fit") {
    const Frame first = frame_of({"a"}, {1});
    Frame second = first;
    second.remove("word");
    CHECK_THROWS_WITH_AS((void)concat(first, second), "concat: only the first frame has a column 'word'", DataError);
    CHECK_THROWS_WITH_AS((void)concat(second, first), "concat: only the second frame has a column 'word'", DataError);
    second.set("word", std::vector<float>{1});
    CHECK_THROWS_WITH_AS(
        (void)concat(first, second),
        "concat: column 'word' holds strings, numbers or integers in one frame and others in the second", DataError);
    second.set("word", first.strings("word"), 64);
    CHECK_THROWS_WITH_AS((void)concat(first, second),
                         "concat: column 'word' was hashed to 0 rows in one frame and 64 in the other (0: not at all)",
                         DataError);
    CHECK(concat(second, second).table_rows("word") == 64);
}

} // namespace concat_test
