// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/frame_reader.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/log/select_rows.hpp>

#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace frame_reader_test {

using namespace linnet;
using linnet_test::TemporaryFile;
using Names = std::vector<std::string>;

namespace {

const DelimitedFormat commas{.separator = ",", .header = true, .quote = '"'};

void check_accounts(const ReadReport& report) {
    CHECK(report.lines == report.header + report.rows + report.skipped + report.empty_lines + report.continued_lines);
}

FrameFormat two(OnBadLine on_bad_line = OnBadLine::refuse) {
    return {.file = {.separator = ","},
            .columns = {{"name", 0}, {"age", 1, ColumnKind::number}},
            .on_bad_line = on_bad_line};
}

bool is_missing_or_number(const std::string& field) {
    if (field.empty()) {
        return true;
    }
    char* end = nullptr;
    static_cast<void>(std::strtof(field.c_str(), &end));
    return end == field.c_str() + field.size() && field.find_first_not_of("0123456789.eE-") == std::string::npos;
}

} // namespace

TEST_CASE("named columns are read as text or numbers, in the order of the list") {
    const TemporaryFile file{"ann,3.5,x\n\n,-1e2,y\nbob,,z"};
    ReadReport report;
    const Frame frame = read_frame(
        file.path(), {.file = {.separator = ","}, .columns = {{"n", 1, ColumnKind::number}, {"who", 0}}}, &report);
    CHECK(frame.names() == Names{"n", "who"});
    REQUIRE(frame.size() == 3);
    CHECK(frame.numbers("n")[0] == 3.5F);
    CHECK(frame.numbers("n")[1] == -100.0F);
    CHECK(std::isnan(frame.numbers("n")[2]));
    CHECK(frame.strings("who")[0] == "ann");
    CHECK(frame.strings("who")[1].empty());
    CHECK(frame.strings("who")[2] == "bob");
    CHECK(report.lines == 4);
    CHECK(report.rows == 3);
    CHECK(report.empty_lines == 1);
    check_accounts(report);
}

TEST_CASE("with a header and no list every column is text, and every field has a column") {
    const TemporaryFile file{"\xEF\xBB\xBF"
                             "id,\"na\nme\",age\r\n7,\"a \"\"b\"\", c\",5\r\n"};
    ReadReport report;
    const Frame frame = read_frame(file.path(), {.file = commas}, &report);
    CHECK(frame.names() == Names{"id", "na\nme", "age"});
    REQUIRE(frame.size() == 1);
    CHECK(frame.strings("na\nme")[0] == "a \"b\", c");
    CHECK(frame.strings("age")[0] == "5");
    CHECK(report.header == 1);
    CHECK(report.continued_lines == 1);
    check_accounts(report);
    const TemporaryFile longer{"a,b\n1,2\n1,2,3\n"};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(longer.path(), {.file = commas})),
                         (longer.name() + ":3: 3 fields where 2 are needed: '1 | 2 | 3'").c_str(), BadLine);
}

TEST_CASE("columns are found by the names in the header and may have others") {
    const TemporaryFile file{"b,a,c\n1,2,3\n"};
    const Frame frame =
        read_frame(file.path(), {.file = commas, .columns = {{"x", "c", ColumnKind::number}, {"y", "b"}}});
    CHECK(frame.numbers("x") == std::vector<float>{3});
    CHECK(frame.strings("y")[0] == "1");
    CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(file.path(), {.file = commas, .columns = {{"x", "d"}}})),
                         (file.name() + ": has no column 'd'; its columns are 'b', 'a', 'c'").c_str(), DataError);
}

TEST_CASE("a frame has the columns of a list of features") {
    using Label = Numeric<"label">;
    using Age = Numeric<"age">;
    using Job = Categorical<"job">;
    using Tags = MultiCategorical<"tags">;
    const TemporaryFile named{"tags,job,label,age\nx|y,cook,1,30\n"};
    Frame frame = read_frame<TypeList<Label, Age, Job, Tags>>(named.path(), commas);
    CHECK(frame.names() == Names{"label", "age", "job", "tags"});
    CHECK(frame.numbers("label") == std::vector<float>{1});
    CHECK(frame.numbers("age") == std::vector<float>{30});
    CHECK(frame.strings("job")[0] == "cook");
    CHECK(frame.strings("tags")[0] == "x|y");
    const TemporaryFile placed{"cook\t30\n"};
    frame = read_frame<TypeList<Job, Age>>(placed.path());
    CHECK(frame.strings("job")[0] == "cook");
    CHECK(frame.numbers("age") == std::vector<float>{30});
}

TEST_CASE("a bad line is refused with file, line and value") {
    const auto refused = [](const std::string& line, const std::string& what, std::size_t fields = 0) {
        const TemporaryFile file{"a,1\n\n" + line + "\nb,2\n"};
        FrameFormat format = two();
        format.fields = fields;
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(file.path(), format)), (file.name() + ":3: " + what).c_str(),
                             BadLine);
    };
    refused("a", "1 field where at least 2 are needed: 'a'");
    refused("a,1,c", "3 fields where 2 are needed: 'a | 1 | c'", 2);
    for (const std::string age : {"x", "nan", "inf", "1e", " 1", "1 ", "+1"}) {
        refused("a," + age, "the age '" + age + "' is not a finite number");
    }
    refused("a,1e99", "the age '1e99' is out of the range of float");
}

TEST_CASE("times are integers of a frame, whichever way they are written") {
    const FrameFormat format{.file = {.separator = ","}, .columns = {{"id", 0}, {"time", 1, ColumnKind::timestamp}}};
    const TemporaryFile file{"a,1534234785\nb,\nc,1534234785.9\nd,2018-08-14T08:19:45Z\n"};
    CHECK(read_frame(file.path(), format).integers("time") ==
          std::vector<std::int64_t>{1534234785, Frame::missing_integer, 1534234785, 1534234785});
    for (const std::string time : {"2018-02-29", "-9223372036854775808"}) {
        const TemporaryFile bad{"a,1\nb," + time + "\n"};
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(bad.path(), format)),
                             doctest::Contains((bad.name() + ":2: the time '" + time + "' is ").c_str()), BadLine);
    }
}

TEST_CASE("integers are read to the last digit, and missing ones are known as such") {
    const FrameFormat format{.file = {.separator = ","}, .columns = {{"id", 0}, {"time", 1, ColumnKind::integer}}};
    const TemporaryFile file{"a,1534234785\nb,\nc,-9223372036854775807\nd,9223372036854775807\n"};
    const Frame frame = read_frame(file.path(), format);
    CHECK(frame.integers("time") ==
          std::vector<std::int64_t>{1534234785, Frame::missing_integer, -INT64_MAX, INT64_MAX});
    CHECK(select_rows(frame, std::vector<std::size_t>{3, 0}).integers("time") ==
          std::vector<std::int64_t>{INT64_MAX, 1534234785});
    for (const std::string time : {"x", "1.0", "1e3", " 1", "+1", "9223372036854775808"}) {
        const TemporaryFile bad{"a," + time};
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(bad.path(), format)),
                             (bad.name() + ":1: the time '" + time + "' is not a 64-bit integer").c_str(), BadLine);
    }
    const TemporaryFile least{"a,-9223372036854775808"};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_frame(least.path(), format)),
        (least.name() + ":1: the time '-9223372036854775808' is the one that stands for a missing integer").c_str(),
        BadLine);
}

TEST_CASE("bad lines may be skipped, are counted and told, and leave nothing behind") {
    const TemporaryFile file{"a,1\nb,x\nc\nd,4\n"};
    ReadReport report;
    const Frame frame = read_frame(file.path(), two(OnBadLine::skip), &report);
    REQUIRE(frame.size() == 2);
    CHECK(frame.strings("name").distinct() == 2);
    CHECK(frame.strings("name")[1] == "d");
    CHECK(frame.numbers("age") == std::vector<float>{1, 4});
    CHECK(report.skipped == 2);
    CHECK(report.problems == Names{file.name() + ":2: the age 'x' is not a finite number",
                                   file.name() + ":3: 1 field where at least 2 are needed: 'c'"});
    check_accounts(report);
}

TEST_CASE("formats that make no sense are refused") {
    const TemporaryFile file{"a,b,a\n"};
    const auto read = [&](const FrameFormat& format) { return read_frame(file.path(), format).size(); };
    CHECK_THROWS_WITH_AS(read({}), "a format of a frame needs a header or a list of columns", SettingError);
    CHECK_THROWS_WITH_AS(read({.columns = {{"x", 0}, {"y", 1}, {"x", 2}}}),
                         "two columns of a frame are to have the name 'x'", SettingError);
    CHECK_THROWS_WITH_AS(read({.columns = {{"x", 0}, {"y", 3}}, .fields = 3}),
                         "a format of 3 fields reads field number 4", SettingError);
    CHECK_THROWS_WITH_AS(read({.file = commas}),
                         (file.name() + ": has two columns 'a'; its columns are 'a', 'b', 'a'").c_str(), DataError);
    CHECK_THROWS_WITH_AS(read({.file = commas, .columns = {{"x", 0}}, .fields = 4}),
                         (file.name() + ":1: 3 fields where 4 are needed: 'a | b | a'").c_str(), BadLine);
}

TEST_CASE("a header of more columns than the format has is a fault of the file, not of the format") {
    const TemporaryFile file{"index,id\n0,1\n"};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_frame(file.path(), {.file = commas, .columns = {{"id", "id"}}, .fields = 1})),
        (file.name() + ":1: 2 fields where 1 are needed: 'index | id'").c_str(), BadLine);
}

TEST_CASE("a file without rows gives columns without rows, and a failure leaves the report as it was") {
    const TemporaryFile nothing{""};
    ReadReport report{.lines = 77};
    const Frame frame = read_frame(nothing.path(), two(), &report);
    CHECK(frame.size() == 0);
    CHECK(frame.names() == Names{"name", "age"});
    CHECK(report.lines == 0);
    report.lines = 77;
    const TemporaryFile bad{"a,b\n"};
    CHECK_THROWS_AS(static_cast<void>(read_frame(bad.path(), two(), &report)), BadLine);
    CHECK(report.lines == 77);
}

TEST_CASE("random files give the rows that cutting by the character gives") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const std::string text = linnet_test::random_text("1,,2\"\"\n\r", seed);
        const TemporaryFile file{text};
        ReadReport report;
        FrameFormat format = two(OnBadLine::skip);
        format.file.quote = '"';
        const Frame frame = read_frame(file.path(), format, &report);
        std::size_t row = 0;
        for (const auto& record : linnet_test::naive_records(text, ",", '"')) {
            if (record.kind == linnet_test::NaiveRecord::good && record.fields.size() >= 2 &&
                is_missing_or_number(record.fields[1])) {
                REQUIRE(row < frame.size());
                CHECK(frame.strings("name")[row] == record.fields[0]);
                const float age = frame.numbers("age")[row];
                CHECK((record.fields[1].empty() ? std::isnan(age) : age == std::stof(record.fields[1])));
                ++row;
            }
        }
        CHECK(frame.size() == row);
        CHECK(report.lines == linnet_test::lines_of(text));
        CHECK(report.rows == frame.size());
        check_accounts(report);
    }
}

} // namespace frame_reader_test
