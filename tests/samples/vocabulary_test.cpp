// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace vocabulary_test {

using linnet::Vocabulary;

namespace {

template <class Raw>
concept CanAdd = requires(Vocabulary vocabulary, Raw raw) { vocabulary.add(raw); };

static_assert(CanAdd<const char*> && CanAdd<std::string> && CanAdd<int> && CanAdd<std::uint64_t> && CanAdd<short>);
static_assert(!CanAdd<bool> && !CanAdd<char> && !CanAdd<double>, "these would not be stored as they print");

} // namespace

TEST_CASE("an empty vocabulary has the row for unknown ids") {
    const Vocabulary vocabulary;
    CHECK(vocabulary.size() == 1);
    CHECK(vocabulary.raw(0) == "[UNK]");
    CHECK(vocabulary.find("anyone") == 0);
    CHECK(!vocabulary.contains("anyone"));
}

TEST_CASE("ids get rows from 1 in order of first appearance") {
    Vocabulary vocabulary;
    CHECK(vocabulary.add("b") == 1);
    CHECK(vocabulary.add("a") == 2);
    CHECK(vocabulary.add("b") == 1);
    CHECK(vocabulary.add("") == 3);
    CHECK(vocabulary.size() == 4);
    CHECK(vocabulary.find("a") == 2);
    CHECK(vocabulary.contains("a"));
    CHECK(vocabulary.raw(2) == "a");
    CHECK(vocabulary.raw(3) == "");
}

TEST_CASE("an integer and its digits are the same id") {
    Vocabulary vocabulary;
    CHECK(vocabulary.add(42) == vocabulary.add("42"));
    CHECK(vocabulary.find(std::uint8_t{42}) == 1);
    CHECK(vocabulary.contains(42LL));
    CHECK(!vocabulary.contains(-42));
    CHECK(vocabulary.raw(vocabulary.add(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
    CHECK(vocabulary.raw(vocabulary.add(std::numeric_limits<std::uint64_t>::max())) == "18446744073709551615");
}

TEST_CASE("an id by the name of the unknown one is unknown") {
    Vocabulary vocabulary;
    CHECK(vocabulary.add("[UNK]") == 0);
    CHECK(vocabulary.size() == 1);
    CHECK(vocabulary.find("[UNK]") == 0);
    CHECK(!vocabulary.contains("[UNK]"));
}

TEST_CASE("a row that is not there is refused") {
    Vocabulary vocabulary;
    vocabulary.add(7);
    CHECK_THROWS_WITH_AS(static_cast<void>(vocabulary.raw(2)), "row 2 of a vocabulary of 2 rows", linnet::IdError);
}

TEST_CASE("vocabularies copy, move and compare") {
    Vocabulary vocabulary;
    for (int i = 0; i < 1000; ++i) {
        vocabulary.add(i);
    }
    Vocabulary copy = vocabulary;
    CHECK(copy == vocabulary);
    copy.add("more");
    CHECK(copy != vocabulary);
    CHECK(vocabulary.find("more") == 0);
    const Vocabulary moved = std::move(vocabulary);
    CHECK(moved.size() == 1001);
    CHECK(moved.find(999) == 1000);
}

TEST_CASE("ids that come too seldom in a column get no row") {
    linnet::StringColumn column;
    for (const char* id : {"tea", "cup", "pot", "cup", "tea", "cup", "[UNK]", "[UNK]"}) {
        column.push_back(id);
    }
    const auto ids = [&](std::size_t min_count) {
        Vocabulary vocabulary;
        vocabulary.add(column, {.min_count = min_count});
        std::vector<std::string> names;
        for (std::size_t row = 1; row < vocabulary.size(); ++row) {
            names.emplace_back(vocabulary.raw(row));
        }
        return names;
    };
    CHECK(ids(0) == std::vector<std::string>{"tea", "cup", "pot"});
    CHECK(ids(1) == std::vector<std::string>{"tea", "cup", "pot"});
    CHECK(ids(2) == std::vector<std::string>{"tea", "cup"});
    CHECK(ids(3) == std::vector<std::string>{"cup"});
    CHECK_THROWS_WITH_AS(ids(4), "no id comes 4 times, the min_count of a vocabulary; the most frequent comes 3 times",
                         linnet::SettingError);
    Vocabulary vocabulary;
    vocabulary.add("pot");
    vocabulary.add(column, {.min_count = 3}); // who has a row keeps it
    CHECK(vocabulary.find("pot") == 1);
    CHECK(vocabulary.find("cup") == 2);
    CHECK(vocabulary.size() == 3);
    vocabulary.add(linnet::StringColumn{}, {.min_count = 3});
    CHECK(vocabulary.size() == 3);
}

TEST_CASE("a fingerprint tells ids and their order apart, whatever was looked up or copied") {
    const auto of = [](std::initializer_list<const char*> ids) {
        Vocabulary vocabulary;
        for (const char* id : ids) {
            vocabulary.add(id);
        }
        return vocabulary;
    };
    const Vocabulary abc = of({"a", "b", "c"});
    CHECK(abc.fingerprint() == of({"a", "b", "a", "[UNK]", "b", "c"}).fingerprint());
    CHECK_FALSE(abc.fingerprint() == of({"a", "c", "b"}).fingerprint());
    CHECK_FALSE(abc.fingerprint() == of({"a", "b", "d"}).fingerprint());
    CHECK_FALSE(abc.fingerprint() == of({"a", "b"}).fingerprint());
    CHECK_FALSE(of({"ab", "c"}).fingerprint() == of({"a", "bc"}).fingerprint());
    CHECK(abc.fingerprint().rows == 4);
    CHECK_FALSE(Vocabulary{}.fingerprint());
    Vocabulary copy = abc;
    CHECK(copy.fingerprint() == abc.fingerprint());
    const Vocabulary moved = std::move(copy);
    CHECK(moved.fingerprint() == abc.fingerprint());
    copy = Vocabulary{};
    copy.add("a");
    CHECK(copy.fingerprint() == of({"a"}).fingerprint());
}

TEST_CASE("a vocabulary continues itself and what it began with, and nothing else") {
    Vocabulary grown;
    grown.add("a");
    grown.add("b");
    const linnet::Fingerprint before = grown.fingerprint();
    grown.add("c");
    CHECK(grown.continues(grown.fingerprint()));
    CHECK(grown.continues(before));
    CHECK(grown.continues({}));
    Vocabulary other;
    other.add("b");
    CHECK_FALSE(grown.continues(other.fingerprint()));
    other.add("a");
    CHECK_FALSE(grown.continues(other.fingerprint()));
    Vocabulary smaller;
    smaller.add("a");
    CHECK_FALSE(smaller.continues(before));
}

} // namespace vocabulary_test
