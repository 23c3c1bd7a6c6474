// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/io/delimited_reader.hpp>

#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace delimited_reader_test {

using linnet::DelimitedFormat;
using linnet::DelimitedReader;
using linnet_test::NaiveRecord;
using linnet_test::TemporaryFile;
using Fields = std::vector<std::string_view>;

namespace {

const DelimitedFormat csv{.separator = ",", .header = false, .quote = '"'};

std::vector<NaiveRecord> read_all(const std::filesystem::path& path, const DelimitedFormat& format,
                                  std::size_t buffer) {
    DelimitedReader reader{path, format, buffer};
    std::vector<NaiveRecord> records;
    for (bool more = true; more;) {
        try {
            more = reader.next();
            if (more) {
                records.push_back({.line = reader.line()});
                records.back().fields.assign(reader.fields().begin(), reader.fields().end());
            }
        } catch (const linnet::BadLine& bad) {
            CHECK(std::string{bad.what()}.starts_with(reader.place()));
            records.push_back({.kind = NaiveRecord::broken, .line = reader.line()});
        }
    }
    CHECK(reader.lines() == records.size() + reader.empty_lines() + reader.continued_lines());
    return records;
}

} // namespace

TEST_CASE("records, their lines and empty lines are read in order") {
    const TemporaryFile file{"1\t2\n\n\r\n3\t4\r\n5"};
    DelimitedReader reader{file.path()};
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"1", "2"});
    CHECK(reader.line() == 1);
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"3", "4"});
    CHECK(reader.line() == 4);
    CHECK(reader.place() == file.name() + ":4: ");
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"5"});
    CHECK(!reader.next());
    CHECK(!reader.next());
    CHECK(reader.lines() == 5);
    CHECK(reader.empty_lines() == 2);
    CHECK(reader.continued_lines() == 0);
}

TEST_CASE("an empty file, or one of a byte order mark, has no records") {
    for (const char* content : {"", "\xEF\xBB\xBF"}) {
        const TemporaryFile file{content};
        DelimitedReader reader{file.path()};
        CHECK(!reader.next());
        CHECK(reader.lines() == 0);
    }
}

TEST_CASE("a byte order mark further on, as of files that were joined, is a bad line and not part of an id") {
    const TemporaryFile file{"\xEF\xBB\xBF"
                             "1,2\n\xEF\xBB\xBF"
                             "3,\"4\n\"\n5,6\n"};
    DelimitedReader reader{file.path(), csv};
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"1", "2"});
    CHECK_THROWS_WITH_AS(
        reader.next(),
        (file.name() + ":2: a byte order mark stands inside the file, as where files were joined").c_str(),
        linnet::BadLine);
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"5", "6"});
    CHECK(reader.line() == 4);
    CHECK(!reader.next());
    CHECK(reader.lines() == 4);
    CHECK(reader.continued_lines() == 1);
}

TEST_CASE("the header names the columns, behind a byte order mark and empty lines") {
    const TemporaryFile file{"\xEF\xBB\xBF\n\"user\",item,\"the, rating\"\n1,2,3\n"};
    DelimitedReader reader{file.path(), {.separator = ",", .header = true, .quote = '"'}};
    CHECK(reader.header() == std::vector<std::string>{"user", "item", "the, rating"});
    CHECK(reader.column("user") == 0);
    CHECK(reader.column("the, rating") == 2);
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"1", "2", "3"});
    CHECK(reader.line() == 3);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(reader.column("rating")),
        (file.name() + ": has no column 'rating'; its columns are 'user', 'item', 'the, rating'").c_str(),
        linnet::DataError);
}

TEST_CASE("columns by a name that is not unique, or without a header, are refused") {
    const TemporaryFile file{"a,b,a\n"};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(DelimitedReader(file.path(), {.separator = ",", .header = true}).column("a")),
        (file.name() + ": has two columns 'a'; its columns are 'a', 'b', 'a'").c_str(), linnet::DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(DelimitedReader(file.path(), {.separator = ","}).column("a")),
                         (file.name() + ": has no column 'a', as it has no header").c_str(), linnet::DataError);
}

TEST_CASE("a missing header, a missing file and a directory are refused with the reason") {
    const TemporaryFile file{"\n\n"};
    CHECK_THROWS_WITH_AS(DelimitedReader(file.path(), {.separator = ",", .header = true}),
                         (file.name() + ": has no header line").c_str(), linnet::DataError);
    CHECK_THROWS_WITH_AS(DelimitedReader("no/such/file"), "no/such/file: cannot be opened: No such file or directory",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS(DelimitedReader("/"), "/: cannot be read: Is a directory", linnet::DataError);
}

TEST_CASE("a file that is no text of bytes is refused for what it is, not line by line") {
    const auto refused = [](std::string_view content, const char* what) {
        const TemporaryFile file{content};
        CHECK_THROWS_WITH_AS(DelimitedReader(file.path()), (file.name() + ": is " + what).c_str(), linnet::DataError);
    };
    refused({"\xFF\xFE"
             "1\0\t\0"
             "2\0\n\0",
             10},
            "text in UTF-16; save it in UTF-8");
    refused({"\xFE\xFF\0"
             "1\0\t\0"
             "2",
             8},
            "text in UTF-16; save it in UTF-8");
    refused("\x1F\x8B\x08 and so on",
            "compressed by gzip; unpack it, or let its name end in .gz and the `open` of its format be open_by_suffix "
            "(linnet/io/compressed_file.hpp)");
    refused("PK\x03\x04 and so on", "compressed by zip; unpack it first");
    refused("\x28\xB5\x2F\xFD and so on",
            "compressed by zstd; unpack it, or let its name end in .zst and the `open` of its format be open_by_suffix "
            "(linnet/io/compressed_file.hpp)");
    const TemporaryFile file{"PK\t\x1F\xFF"};
    DelimitedReader reader{file.path()};
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"PK", "\x1F\xFF"});
}

TEST_CASE("formats that make no sense are refused") {
    const TemporaryFile file{""};
    const auto refused = [&](DelimitedFormat format, const char* text) {
        CHECK_THROWS_WITH_AS(DelimitedReader(file.path(), std::move(format)), doctest::Contains(text),
                             linnet::SettingError);
    };
    refused({.separator = ""}, "the separator '' is empty or ends lines");
    refused({.separator = "a\n"}, "the separator 'a\\x0a' is empty or ends lines");
    refused({.separator = "::", .quote = '"'}, "quoting by '\"' does not go with the separator '::'");
    refused({.separator = "|", .quote = '|'}, "quoting by '|' does not go with the separator '|'");
    refused({.separator = ",", .quote = '\n'}, "quoting by '\\x0a' does not go with the separator ','");
    refused({.max_record = 0}, "a record of at most 0 bytes (max_record)");
}

TEST_CASE("a quote that is not closed is one bad line, and reading goes on behind it") {
    const TemporaryFile file{"1,2\n3,\"4\n5,6\n"};
    DelimitedReader reader{file.path(), csv};
    REQUIRE(reader.next());
    CHECK_THROWS_WITH_AS(reader.next(), (file.name() + ":2: a quote is not closed").c_str(), linnet::BadLine);
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"5", "6"});
    CHECK(reader.line() == 3);
    CHECK(!reader.next());
}

TEST_CASE("a record of more bytes than the format allows is one bad line, and reading goes on behind it") {
    const std::string long_text(1000, 'x');
    const TemporaryFile file{"1,2\n3,\"" + long_text + "\n5,6\n7," + long_text + "\r\n8,9"};
    DelimitedFormat format = csv;
    format.max_record = 100;
    for (const std::size_t buffer : {std::size_t{16}, DelimitedReader::default_buffer}) {
        DelimitedReader reader{file.path(), format, buffer};
        REQUIRE(reader.next());
        CHECK_THROWS_WITH_AS(reader.next(),
                             (file.name() + ":2: a quote is not closed within the 100 bytes that a record may have "
                                            "(max_record)")
                                 .c_str(),
                             linnet::BadLine);
        REQUIRE(reader.next());
        CHECK(reader.fields() == Fields{"5", "6"});
        CHECK(reader.line() == 3);
        CHECK_THROWS_WITH_AS(
            reader.next(),
            (file.name() + ":4: a record is longer than the 100 bytes that it may have (max_record)").c_str(),
            linnet::BadLine);
        REQUIRE(reader.next());
        CHECK(reader.fields() == Fields{"8", "9"});
        CHECK(!reader.next());
        CHECK(reader.lines() == 5);
    }
}

TEST_CASE("a record that is too long is left as it was: the next line is found where it is") {
    const TemporaryFile file{"\"say \"\"hi\"\"\nx\"\n1,2\n"};
    DelimitedFormat format = csv;
    format.max_record = 14; // one less than the first record has
    DelimitedReader reader{file.path(), format};
    CHECK_THROWS_AS(reader.next(), linnet::BadLine);
    CHECK(reader.offset() == 12);
    CHECK_THROWS_WITH_AS(reader.next(), doctest::Contains(":2: a quote stands inside a field"), linnet::BadLine);
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"1", "2"});
}

TEST_CASE("a record may have as many bytes as the format allows, line end included") {
    const std::string record = "\"1\r\n2\",\"\"\"\""; // 13 bytes
    for (const std::string end : {"", "\n", "\r\n", "\r"}) {
        const TemporaryFile file{record + end + (end.empty() ? "" : "next")};
        for (const std::size_t less : {0U, 1U}) {
            DelimitedFormat format = csv;
            format.max_record = record.size() + end.size() - less;
            for (const std::size_t buffer : {std::size_t{16}, DelimitedReader::default_buffer}) {
                DelimitedReader reader{file.path(), format, buffer};
                if (less == 0) {
                    REQUIRE(reader.next());
                    CHECK(reader.fields() == Fields{"1\r\n2", "\""});
                } else {
                    CHECK_THROWS_AS(reader.next(), linnet::BadLine);
                }
            }
        }
    }
}

TEST_CASE("lines that begin within quotes are counted apart") {
    const TemporaryFile file{"a,\"b\n\nc\"\nd,e\n"};
    DelimitedReader reader{file.path(), csv};
    REQUIRE(reader.next());
    CHECK(reader.fields() == Fields{"a", "b\n\nc"});
    REQUIRE(reader.next());
    CHECK(reader.line() == 4);
    CHECK(!reader.next());
    CHECK(reader.lines() == 4);
    CHECK(reader.continued_lines() == 2);
    CHECK(reader.empty_lines() == 0);
}

TEST_CASE("records longer than the buffer are read whole, however the buffer falls on them") {
    std::string content;
    for (std::size_t length = 0; length < 300; ++length) {
        content += std::string(length, 'x') + ",\"" + std::string(length, '\n') + "\"\"\",z\r\n";
    }
    const TemporaryFile file{content};
    for (const std::size_t buffer : std::vector<std::size_t>{0, 16, 17, 64, 1000, 1 << 20}) {
        DelimitedReader reader{file.path(), csv, buffer};
        for (std::size_t length = 0; length < 300; ++length) {
            REQUIRE(reader.next());
            CHECK(reader.fields() == Fields{std::string(length, 'x'), std::string(length, '\n') + "\"", "z"});
        }
        CHECK(!reader.next());
        CHECK(reader.lines() == linnet_test::lines_of(content));
    }
}

TEST_CASE("a reader that was moved reads on") {
    const TemporaryFile file{"1:2\n3:4\n"};
    DelimitedReader reader{file.path(), {.separator = ":"}};
    REQUIRE(reader.next());
    DelimitedReader moved = std::move(reader);
    CHECK(moved.fields() == Fields{"1", "2"});
    REQUIRE(moved.next());
    CHECK(moved.fields() == Fields{"3", "4"});
    CHECK(!moved.next());
}

TEST_CASE("a reader goes to where a record began, with its line") {
    const std::string text = "\xEF\xBB\xBFname\n1,\"a\nb\"\n\n2,\"c\"\"\"\r\n3,d";
    const TemporaryFile file{text};
    for (const std::size_t buffer : {std::size_t{16}, DelimitedReader::default_buffer}) {
        const DelimitedFormat format{.separator = ",", .header = true, .quote = '"'};
        DelimitedReader reader{file.path(), format, buffer};
        std::vector<std::pair<std::uint64_t, std::size_t>> places;
        std::vector<std::vector<std::string>> records;
        std::vector<std::string> names;
        do {
            places.emplace_back(reader.offset(), reader.lines());
            if (reader.next()) {
                records.emplace_back(reader.fields().begin(), reader.fields().end());
                names.push_back(reader.place());
            }
        } while (records.size() == places.size());
        REQUIRE(places.size() == 4);
        CHECK(places[0] == std::pair{std::uint64_t{8}, std::size_t{1}});
        CHECK(places[1] == std::pair{std::uint64_t{16}, std::size_t{3}});
        CHECK(places[3] == std::pair{std::uint64_t{text.size()}, std::size_t{6}});
        for (const std::size_t i : {2U, 0U, 1U, 2U}) {
            reader.go_to(places[i].first, places[i].second);
            CHECK(reader.offset() == places[i].first);
            REQUIRE(reader.next());
            CHECK(reader.fields() == Fields{records[i].begin(), records[i].end()});
            CHECK(reader.place() == names[i]);
            CHECK(reader.offset() == places[i + 1].first);
        }
        CHECK(!reader.next());
    }
}

TEST_CASE("random files of records that are too long are read as a naive twin reads them") {
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        for (DelimitedFormat format : {DelimitedFormat{}, DelimitedFormat{.separator = "::"}, csv}) {
            format.max_record = 1 + seed % 23;
            const std::string text = linnet_test::random_text(format.separator + "aaaaaa:\"\"\n\r", seed);
            const TemporaryFile file{text};
            auto expected = linnet_test::naive_records(text, format.separator, format.quote, format.max_record);
            for (NaiveRecord& record : expected) {
                record.lines = 1;
            }
            std::erase_if(expected, [](const NaiveRecord& record) { return record.kind == NaiveRecord::empty; });
            for (const std::size_t buffer : {std::size_t{16}, DelimitedReader::default_buffer}) {
                CHECK(read_all(file.path(), format, buffer) == expected);
            }
        }
    }
}

TEST_CASE("random files are read as a naive twin reads them, and every line is accounted for") {
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        for (const DelimitedFormat& format : {DelimitedFormat{}, DelimitedFormat{.separator = "::"}, csv}) {
            const std::string text = linnet_test::random_text(format.separator + "a:\"\"\n\r", seed);
            const TemporaryFile file{text};
            auto expected = linnet_test::naive_records(text, format.separator, format.quote);
            std::size_t lines = 0;
            for (NaiveRecord& record : expected) {
                lines += std::exchange(record.lines, 1);
            }
            CHECK(lines == linnet_test::lines_of(text));
            std::erase_if(expected, [](const NaiveRecord& record) { return record.kind == NaiveRecord::empty; });
            for (const std::size_t buffer : {std::size_t{16}, DelimitedReader::default_buffer}) {
                CHECK(read_all(file.path(), format, buffer) == expected);
            }
        }
    }
}

} // namespace delimited_reader_test
