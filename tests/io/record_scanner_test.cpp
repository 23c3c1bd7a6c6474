// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/io/record_scanner.hpp>

#include "../support/naive_records.hpp"

namespace record_scanner_test {

using linnet::detail::RecordScanner;
using linnet_test::NaiveRecord;
using enum RecordScanner::Found;
using Fields = std::vector<std::string_view>;

namespace {

/// The records of a text, each read with no more of the text in sight than the scanner asks for.
std::vector<NaiveRecord> scan_all(std::string text, const std::string& separator, char quote) {
    RecordScanner scanner{separator, quote};
    std::vector<NaiveRecord> records;
    std::size_t line = 1;
    for (std::size_t begin = 0; begin < text.size();) {
        auto found = cut_short;
        for (std::size_t end = begin + 1; found == cut_short && end <= text.size(); ++end) {
            found = scanner.scan(text.data() + begin, text.data() + end, end == text.size());
        }
        REQUIRE(found != cut_short);
        NaiveRecord record{.line = line, .lines = scanner.lines()};
        if (found == RecordScanner::Found::record) {
            record.fields.assign(scanner.fields().begin(), scanner.fields().end());
        } else {
            record.kind = found == nothing ? NaiveRecord::empty : NaiveRecord::broken;
        }
        line += record.lines;
        begin = static_cast<std::size_t>(scanner.next() - text.data());
        records.push_back(record);
    }
    return records;
}

} // namespace

TEST_CASE("a line is cut at every separator") {
    std::string text = "1\t2\t\t3\nrest";
    RecordScanner scanner{"\t", '\0'};
    CHECK(scanner.scan(text.data(), text.data() + text.size(), false) == record);
    CHECK(scanner.fields() == Fields{"1", "2", "", "3"});
    CHECK(std::string_view{scanner.next()} == "rest");
    CHECK(scanner.lines() == 1);
}

TEST_CASE("a separator may be longer than one character") {
    std::string text = "1::2:3:::4::";
    RecordScanner scanner{"::", '\0'};
    CHECK(scanner.scan(text.data(), text.data() + text.size(), true) == record);
    CHECK(scanner.fields() == Fields{"1", "2:3", ":4", ""});
}

TEST_CASE("a record without its end asks for more text unless there is none") {
    std::string text = "1,2";
    for (const char quote : {'\0', '"'}) {
        RecordScanner scanner{",", quote};
        CHECK(scanner.scan(text.data(), text.data() + text.size(), false) == cut_short);
        CHECK(scanner.scan(text.data(), text.data() + text.size(), true) == record);
        CHECK(scanner.fields() == Fields{"1", "2"});
    }
}

TEST_CASE("quoted fields hold separators, newlines and doubled quotes") {
    std::string text = "\"a,b\",\"c\r\nd\",\"say \"\"hi\"\"\",,\"\"\"\"\r\nnext";
    RecordScanner scanner{",", '"'};
    CHECK(scanner.scan(text.data(), text.data() + text.size(), false) == record);
    CHECK(scanner.fields() == Fields{"a,b", "c\r\nd", "say \"hi\"", "", "\""});
    CHECK(scanner.lines() == 2);
    CHECK(std::string_view{scanner.next()} == "next");
}

TEST_CASE("broken quotes say what is wrong and cost one line") {
    const auto broken_by = [](std::string text) {
        RecordScanner scanner{",", '"'};
        CHECK(scanner.scan(text.data(), text.data() + text.size(), true) == broken);
        CHECK(scanner.lines() == 1);
        CHECK(std::string_view{scanner.next()} == "rest");
        return std::string{scanner.problem()};
    };
    CHECK(broken_by("\"a\nrest") == "a quote is not closed");
    CHECK(broken_by("\"a\"b\nrest") == "text follows a closing quote");
    CHECK(broken_by("5\" nails\nrest") == "a quote stands inside a field that does not begin with one");
}

TEST_CASE("a quoted empty field is a record, an empty line is nothing") {
    const auto found = [](std::string text, char quote) {
        return RecordScanner{",", quote}.scan(text.data(), text.data() + text.size(), true);
    };
    for (const char quote : {'\0', '"'}) {
        CHECK(found("\n", quote) == nothing);
        CHECK(found("\r\n", quote) == nothing);
        CHECK(found(" \n", quote) == record);
        CHECK(found(",\n", quote) == record);
    }
    CHECK(found("\"\"\n", '"') == record);
}

TEST_CASE("a line ends with a newline, a carriage return or both") {
    for (const char quote : {'\0', '"'}) {
        std::string text = "1,2\r3,4\r\n5\n\r6\r";
        RecordScanner scanner{",", quote};
        const char* const end = text.data() + text.size();
        char* at = text.data();
        std::vector<std::vector<std::string>> records;
        std::size_t empty = 0;
        while (at != end) {
            empty += scanner.scan(at, end, true) == nothing ? 1U : 0U;
            records.emplace_back(scanner.fields().begin(), scanner.fields().end());
            at += scanner.next() - at;
        }
        CHECK(records == std::vector<std::vector<std::string>>{{"1", "2"}, {"3", "4"}, {"5"}, {""}, {"6"}});
        CHECK(empty == 1);
    }
    std::string text = "\"a\rb\r\nc\nd\"\r5";
    RecordScanner scanner{",", '"'};
    CHECK(scanner.scan(text.data(), text.data() + text.size(), false) == record);
    CHECK(scanner.fields() == Fields{"a\rb\r\nc\nd"});
    CHECK(scanner.lines() == 4);
    CHECK(std::string_view{scanner.next()} == "5");
}

TEST_CASE("random texts are cut as a naive twin cuts them, however little is in sight") {
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        const std::string plain = linnet_test::random_text("a\t\n\r", seed);
        CHECK(scan_all(plain, "\t", '\0') == linnet_test::naive_records(plain, "\t", '\0'));
        const std::string colons = linnet_test::random_text("a:::\n\r", seed);
        CHECK(scan_all(colons, "::", '\0') == linnet_test::naive_records(colons, "::", '\0'));
        const std::string quotes = linnet_test::random_text("ab,,\"\"\"\n\r", seed);
        CHECK(scan_all(quotes, ",", '"') == linnet_test::naive_records(quotes, ",", '"'));
        const std::string tidy = linnet_test::random_text("a,\"\n", seed);
        CHECK(scan_all(tidy, ",", '"') == linnet_test::naive_records(tidy, ",", '"'));
    }
}

} // namespace record_scanner_test
