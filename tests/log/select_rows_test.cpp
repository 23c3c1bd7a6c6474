// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/select_rows.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/logs.hpp"

namespace select_rows_test {

using namespace linnet;
using Rows = std::vector<std::size_t>;

namespace {

using linnet_test::log_of;
using linnet_test::log_rows;
using linnet_test::LogRow;

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
    const Frame some = select_rows(three(), Rows{2, 1, 1, 0});
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
    CHECK(select_rows(three(), Rows{2}).strings("word").distinct() == 1);
}

TEST_CASE("no rows keep their columns, and a row too far is refused") {
    const Frame none = select_rows(three(), Rows{});
    CHECK(none.size() == 0);
    CHECK(none.names().size() == 3);
    CHECK_THROWS_WITH_AS(static_cast<void>(select_rows(three(), Rows{0, 3})), "row 3 of a frame of 3 rows", DataError);
    CHECK_THROWS_AS(static_cast<void>(select_rows(Frame{}, Rows{0})), DataError);
}

TEST_CASE("rows of a log are taken in the order named, with the columns that there are") {
    auto log = log_of({{"a", "x", 1, 10}, {"b", "y", 2, 20}, {"c", "z", 3, 30}});
    const Rows rows{2, 0, 2};
    CHECK(log_rows(select_rows(log, rows)) ==
          std::vector<LogRow>{{"c", "z", 3, 30}, {"a", "x", 1, 10}, {"c", "z", 3, 30}});
    CHECK(select_rows(log, Rows{1}).users.distinct() == 1);
    CHECK_THROWS_WITH_AS((void)select_rows(log, Rows{0, 3}), "row 3 of a log of 3 rows", DataError);
    CHECK_THROWS_WITH_AS((void)select_rows(Interactions{}, Rows{0}), "row 0 of a log of 0 rows", DataError);
    log.timestamps.clear();
    CHECK(select_rows(log, rows).timestamps.empty());
    CHECK(select_rows(log, rows).ratings == std::vector<float>{3, 1, 3});
    log.ratings.pop_back();
    CHECK_THROWS_WITH_AS((void)select_rows(log, rows), "select_rows: 2 ratings of 3 interactions", DataError);
    log.ratings.clear();
    CHECK(select_rows(log, rows).ratings.empty());
    CHECK(select_rows(log, rows).size() == 3);
    CHECK(select_rows(log, {}).empty());
}

} // namespace select_rows_test
