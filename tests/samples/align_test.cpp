// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/align.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace align_test {

using namespace linnet;

namespace {

StringColumn words(std::initializer_list<const char*> list) {
    StringColumn column;
    for (const char* word : list) {
        column.push_back(word);
    }
    return column;
}

Vocabulary vocabulary_of(std::initializer_list<const char*> ids) {
    Vocabulary vocabulary;
    for (const char* id : ids) {
        vocabulary.add(id);
    }
    return vocabulary;
}

} // namespace

TEST_CASE("rows come in the order of the vocabulary, missing ones empty, foreign ones left out") {
    Frame frame;
    frame.set("name", words({"Ann", "Bob", "Zoe", "Bob 2", "Eve"}));
    frame.set("id", words({"a", "b", "z", "b", ""}));
    frame.set("age", std::vector<float>{1, 2, 3, 4, 5});
    AlignReport report;
    const Frame aligned = align(frame, "id", vocabulary_of({"b", "c", "a"}), &report);
    CHECK(aligned.size() == 4);
    CHECK(aligned.strings("name") == words({"", "Bob", "", "Ann"}));
    CHECK(aligned.strings("id") == words({"", "b", "", "a"}));
    CHECK(std::isnan(aligned.numbers("age")[0]));
    CHECK(aligned.numbers("age")[1] == 2.0F); // the first of the two
    CHECK(std::isnan(aligned.numbers("age")[2]));
    CHECK(aligned.numbers("age")[3] == 1.0F);
    CHECK(report.found == 2);
    CHECK(report.missing == 1);
    CHECK(report.ignored == 2);
    CHECK(report.repeated == 1);
}

TEST_CASE("numbers are ids, too, if they are whole") {
    Frame frame;
    frame.set("id", std::vector<float>{7, std::nanf(""), -1, 267});
    const Frame aligned = align(frame, "id", vocabulary_of({"267", "7", "-1"}));
    CHECK(aligned.numbers("id")[1] == 267.0F);
    CHECK(aligned.numbers("id")[2] == 7.0F);
    CHECK(aligned.numbers("id")[3] == -1.0F);
    const auto refused = [](float number) {
        Frame bad;
        bad.set("id", std::vector<float>{1, number});
        return align(bad, "id", {}).size();
    };
    CHECK_THROWS_WITH_AS(refused(1.5F), "column 'id', row 1: 1.500000 is no id", DataError);
    CHECK_THROWS_AS(refused(0x1p24F), DataError); // where floats skip numbers
    CHECK_THROWS_AS(refused(std::numeric_limits<float>::infinity()), DataError);
    CHECK(refused(0x1p24F - 1.0F) == 1);
}

TEST_CASE("integers are ids to the last digit, and missing where the frame lacks the id") {
    Frame frame;
    frame.set("id", std::vector<std::int64_t>{1534234785, Frame::missing_integer, 1534234752});
    frame.set("time", std::vector<std::int64_t>{-1, -2, -3});
    const Frame aligned = align(frame, "id", vocabulary_of({"1534234752", "7", "1534234785"}));
    CHECK(aligned.integers("time") ==
          std::vector<std::int64_t>{Frame::missing_integer, -3, Frame::missing_integer, -1});
}

TEST_CASE("nothing to align, nothing to align with") {
    Frame frame;
    frame.set("id", words({}));
    CHECK(align(frame, "id", vocabulary_of({"a"})).strings("id") == words({"", ""}));
    frame.set("id", words({"a"}));
    CHECK(align(frame, "id", {}).size() == 1);
    CHECK_THROWS_AS(static_cast<void>(align(frame, "key", {})), DataError);
}

} // namespace align_test
