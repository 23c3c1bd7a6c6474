// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>

#include "../support/eager_pool.hpp"
#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace interaction_reader_test {

using linnet::InteractionFormat;
using linnet::OnBadLine;
using linnet::read_interactions;
using linnet::ReadReport;
using linnet_test::TemporaryFile;

namespace {

InteractionFormat tabs() { return {.user = 0, .item = 1, .rating = 2, .timestamp = 3, .columns = 4}; }

void check_accounts(const ReadReport& report) {
    CHECK(report.lines == report.header + report.rows + report.skipped + report.empty_lines + report.continued_lines);
}

} // namespace

TEST_CASE("a log is read into columns") {
    const TemporaryFile file{"ann\tbook\t4.5\t100\nbob\tbook\t-1e-3\t-5\nann\tfilm\t3\t9223372036854775807"};
    ReadReport report;
    const auto log = read_interactions(file.path(), tabs(), &report);
    REQUIRE(log.size() == 3);
    CHECK(log.users[1] == "bob");
    CHECK(log.users[2] == "ann");
    CHECK(log.users.distinct() == 2);
    CHECK(log.items[0] == "book");
    CHECK(log.items[2] == "film");
    CHECK(log.ratings == std::vector<float>{4.5F, -1e-3F, 3.0F});
    CHECK(log.timestamps == std::vector<std::int64_t>{100, -5, 9223372036854775807});
    CHECK(report.rows == 3);
    CHECK(report.lines == 3);
    check_accounts(report);
}

TEST_CASE("times may be integers, decimal numbers and dates, and each line may have its own kind") {
    const TemporaryFile file{"1\t2\t3\t1500000000\n1\t2\t3\t1500000000.75\n1\t2\t3\t2017-07-14 04:40:00+0200\n"
                             "1\t2\t3\t1969-12-31T23:59:59.5Z\n1\t2\t3\t2017-07-14\n"};
    const auto log = read_interactions(file.path(), tabs());
    CHECK(log.timestamps == std::vector<std::int64_t>{1500000000, 1500000000, 1500000000, -1, 1499990400});
}

TEST_CASE("columns that the format does not name stay empty, and their fields are not looked at") {
    const TemporaryFile file{"x,film,ann,y\nx,book,bob\n"};
    const auto log = read_interactions(file.path(), {.file = {.separator = ","}, .user = 2, .item = 1});
    CHECK(log.size() == 2);
    CHECK(log.users[0] == "ann");
    CHECK(log.items[1] == "book");
    CHECK(!log.has_ratings());
    CHECK(!log.has_timestamps());
}

TEST_CASE("columns are found by the names in the header, whatever their order") {
    const TemporaryFile file{"time,stars,\"who\",what\n7,2.5,ann,\"a, b\"\n"};
    ReadReport report;
    const InteractionFormat format{.file = {.separator = ",", .header = true, .quote = '"'},
                                   .user = "who",
                                   .item = "what",
                                   .rating = "stars",
                                   .timestamp = "time"};
    const auto log = read_interactions(file.path(), format, &report);
    REQUIRE(log.size() == 1);
    CHECK(log.users[0] == "ann");
    CHECK(log.items[0] == "a, b");
    CHECK(log.ratings[0] == 2.5F);
    CHECK(log.timestamps[0] == 7);
    CHECK(report.header == 1);
    check_accounts(report);
}

TEST_CASE("a bad line is refused with file, line and value") {
    const auto refused = [](const std::string& line, const std::string& what) {
        const TemporaryFile file{"1\t2\t3\t4\n\n" + line + "\n1\t2\t3\t4\n"};
        CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(file.path(), tabs())),
                             (file.name() + ":3: " + what).c_str(), linnet::BadLine);
    };
    refused("1\t2\t3", "3 fields where 4 are needed: '1 | 2 | 3'");
    refused("1\t2\t3\t4\t5", "5 fields where 4 are needed: '1 | 2 | 3 | 4 | 5'");
    refused("x", "1 field where 4 are needed: 'x'");
    refused("\t2\t3\t4", "the user id in field 1 is empty");
    refused("1\t\t3\t4", "the item id in field 2 is empty");
    for (const std::string rating : {"", "good", "3 ", " 3", "3,5", "+3", "nan", "inf", "-inf", "0x3"}) {
        refused("1\t2\t" + rating + "\t4", "the rating '" + rating + "' is not a finite number");
    }
    refused("1\t2\t1e999\t4", "the rating '1e999' is out of the range of float");
    for (const std::string time :
         {"", "now", "9223372036854775808", "4 ", "1e9", "2017-02-30", "2017-13-01T00:00:00Z", "2017-07-14T24:00:00"}) {
        refused("1\t2\t3\t" + time,
                "the timestamp '" + time +
                    "' is neither a 64-bit number of seconds nor a date and time such as 2017-07-14T02:40:00Z");
    }
}

TEST_CASE("without a number of columns more fields are welcome and fewer are not") {
    const TemporaryFile file{"1\t2\t3\t4\n1\t2\n"};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(file.path(), {.rating = 2})),
                         (file.name() + ":2: 2 fields where at least 3 are needed: '1 | 2'").c_str(), linnet::BadLine);
}

TEST_CASE("bad lines may be skipped, and are counted and told") {
    std::string content = "1\t2\t3\t4\n\nbad\n5\t6\tgood\t8\n5\t6\t7\t8\n";
    auto format = tabs();
    format.on_bad_line = OnBadLine::skip;
    SUBCASE("a few") {
        const TemporaryFile file{content};
        ReadReport report;
        const auto log = read_interactions(file.path(), format, &report);
        CHECK(log.size() == 2);
        CHECK(log.users[1] == "5");
        CHECK(log.ratings.size() == 2);
        CHECK(log.timestamps.size() == 2);
        CHECK(report.rows == 2);
        CHECK(report.skipped == 2);
        CHECK(report.empty_lines == 1);
        CHECK(report.problems ==
              std::vector<std::string>{file.name() + ":3: 1 field where 4 are needed: 'bad'",
                                       file.name() + ":4: the rating 'good' is not a finite number"});
        check_accounts(report);
    }
    SUBCASE("more than are kept") {
        for (int i = 0; i < 1000; ++i) {
            content += "bad\n";
        }
        const TemporaryFile file{content};
        ReadReport report;
        CHECK(read_interactions(file.path(), format, &report).size() == 2);
        CHECK(report.skipped == 1002);
        CHECK(report.problems.size() == ReadReport::kept_problems);
        check_accounts(report);
    }
}

TEST_CASE("a quote that is not closed spoils one line") {
    const TemporaryFile file{"user,item\n1,2\n3,\"4\n5,\"6\n7\"\n"};
    InteractionFormat format{.file = {.separator = ",", .header = true, .quote = '"'}};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(file.path(), format)),
                         (file.name() + ":3: text follows a closing quote").c_str(), linnet::BadLine);
    format.on_bad_line = OnBadLine::skip;
    ReadReport report;
    const auto log = read_interactions(file.path(), format, &report);
    CHECK(log.size() == 2);
    CHECK(log.items[1] == "6\n7");
    CHECK(report.skipped == 1);
    CHECK(report.continued_lines == 1);
    check_accounts(report);
}

TEST_CASE("a header of more columns than the format has is a fault of the file, not of the format") {
    const TemporaryFile file{"index,userId,movieId,rating,timestamp\n0,1,2,3,4\n"};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_interactions(file.path(), linnet::movielens_latest())),
        (file.name() + ":1: 5 fields where 4 are needed: 'index | userId | movieId | rating | timestamp'").c_str(),
        linnet::BadLine);
}

TEST_CASE("a header that does not fit is refused, skipping or not") {
    for (const auto on_bad_line : {OnBadLine::refuse, OnBadLine::skip}) {
        const TemporaryFile file{"user,item,rating\n"};
        InteractionFormat format{.file = {.separator = ",", .header = true}, .on_bad_line = on_bad_line};
        format.rating = "stars";
        CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(file.path(), format)),
                             doctest::Contains("has no column 'stars'; its columns are 'user', 'item', 'rating'"),
                             linnet::DataError);
        format.rating = 5;
        CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(file.path(), format)),
                             doctest::Contains(":1: 3 fields where at least 6 are needed"), linnet::DataError);
    }
}

TEST_CASE("a format that reads beyond its own columns is refused") {
    const TemporaryFile file{""};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(file.path(), {.rating = 2, .columns = 2})),
                         "a format of 2 columns reads column number 3", linnet::SettingError);
}

TEST_CASE("a read that fails leaves the report as it was") {
    const TemporaryFile file{"bad\n"};
    ReadReport report{.lines = 77};
    CHECK_THROWS_AS(static_cast<void>(read_interactions(file.path(), tabs(), &report)), linnet::BadLine);
    CHECK(report.lines == 77);
}

TEST_CASE("random files never crash, and every line is accounted for") {
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        for (const bool quoted : {false, true}) {
            const std::string text = linnet_test::random_text(quoted ? "1,,2\"\"\n\r" : "11.,,,\n\n\r-", seed);
            const TemporaryFile file{text};
            InteractionFormat format{.file = {.separator = ",", .quote = quoted ? '"' : '\0'},
                                     .on_bad_line = OnBadLine::skip};
            if (seed % 2 == 0) {
                format.rating = 2;
                format.timestamp = 0;
            }
            ReadReport report;
            const auto log = read_interactions(file.path(), format, &report);
            CHECK(report.lines == linnet_test::lines_of(text));
            CHECK(report.rows == log.size());
            CHECK(log.items.size() == log.size());
            CHECK(log.ratings.size() == (format.rating ? log.size() : 0));
            CHECK(log.timestamps.size() == (format.timestamp ? log.size() : 0));
            check_accounts(report);
        }
    }
}

TEST_CASE("a file of many blocks reads as it does line by line, with any number of threads") {
    struct Odd {
        std::size_t every; ///< lines; 0: none
        std::string line;
        bool good;
    };
    const std::string long_id(70'000, 'x');
    for (const Odd& odd : {Odd{0, "", true}, Odd{7, "\n", true}, Odd{5000, "bad line\n", false},
                           Odd{29'999, "\xEF\xBB\xBFu\ti\t1\t2\n", false}, Odd{3, "u\ti\t2.5\t7\r\n", true},
                           Odd{9000, "u\ti\t2.5\t7\r", true}, Odd{14'000, long_id + "\ti\t1\t2\n", true},
                           Odd{29'000, "u\ti\t1\t2017-07-14\n", true}}) {
        CAPTURE(odd.line.substr(0, 20));
        std::string text;
        std::size_t rows = 0;
        std::size_t bad = 0;
        for (std::size_t i = 1; i <= 40'000; ++i) {
            text += "user" + std::to_string(i * 7919 % 5003) + "\titem" + std::to_string(i * i % 701) + "\t" +
                    std::to_string(i % 5) + "\t" + std::to_string(i) + (i == 40'000 ? "" : "\n");
            ++rows;
            if (odd.every != 0 && i % odd.every == 0 && i != 40'000) {
                text += odd.line;
                rows += odd.good && odd.line != "\n" ? 1U : 0U;
                bad += odd.good ? 0U : 1U;
            }
        }
        const TemporaryFile file{text};
        InteractionFormat format = tabs();
        format.on_bad_line = OnBadLine::skip;
        linnet::Interactions expected; // line by line
        linnet::DelimitedReader reader{file.path(), format.file};
        const linnet::detail::InteractionParser parser{reader, format};
        const ReadReport naive = linnet::detail::read_rows(reader, OnBadLine::skip, [&] {
            parser.append_to(expected);
            return true;
        });
        CHECK(naive.rows == rows);
        CHECK(naive.skipped == bad);
        for (linnet::Executor* const executor :
             {static_cast<linnet::Executor*>(nullptr), static_cast<linnet::Executor*>(&linnet_test::three_threads())}) {
            ReadReport report;
            CHECK(read_interactions(file.path(), format, &report, executor) == expected);
            CHECK(report.lines == naive.lines);
            CHECK(report.rows == naive.rows);
            CHECK(report.skipped == naive.skipped);
            CHECK(report.empty_lines == naive.empty_lines);
            CHECK(report.problems == naive.problems);
            if (bad != 0) {
                format.on_bad_line = OnBadLine::refuse;
                CHECK_THROWS_WITH_AS((void)read_interactions(file.path(), format, nullptr, executor),
                                     naive.problems.front().c_str(), linnet::BadLine);
                format.on_bad_line = OnBadLine::skip;
            }
        }
    }
}

TEST_CASE("quotes, and ids that share a field, in a file of many blocks") {
    std::string quoted = "user,item\n";
    std::string alone;
    for (std::size_t i = 0; i < 60'000; ++i) {
        const std::string id = std::to_string(i % 9);
        quoted += i % 20'000 == 19'999 ? "\"a \"\"b\"\"\n" + id + "\"," + id + "\n" : id + "," + id + "\n";
        alone += id + "\n";
    }
    const TemporaryFile of_quotes{quoted};
    const TemporaryFile of_ids{alone};
    InteractionFormat format{.file = {.separator = ",", .header = true, .quote = '"'}, .user = "user", .item = "item"};
    ReadReport report;
    const auto log = read_interactions(of_quotes.path(), format, &report, &linnet_test::three_threads());
    CHECK(log == read_interactions(of_quotes.path(), format));
    CHECK(log.size() == 60'000);
    CHECK(log.users[19'999] == "a \"b\"\n1");
    CHECK(report.continued_lines == 3);
    check_accounts(report);
    const auto same = read_interactions(of_ids.path(), {.user = 0, .item = 0}, nullptr, &linnet_test::three_threads());
    CHECK(same.size() == 60'000);
    CHECK(same.users == same.items);
    CHECK(same.users[59'999] == "5");
}

} // namespace interaction_reader_test
