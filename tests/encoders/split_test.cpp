// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/split.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/sequence.hpp>

#include "support/frames.hpp"

namespace split_test {

using namespace linnet;
using namespace linnet_test;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using Rows = std::vector<row_id>;
using Offsets = std::vector<std::uint64_t>;
using X = MultiCategorical<"x">;
using Genres = MultiCategorical<"genres">;
using Steps = Sequence<"steps", dynamic, 2>;
using Set = Vocabularies<TypeList<X, Genres, Steps>>;

TEST_CASE("each entry of a list gets a row, in order of appearance") {
    auto encoder = split<Genres>("x");
    static_assert(Encoder<decltype(encoder)>);
    const Frame train = frame_of(strings{"red|blue", "", "|blue||green|", "red|red", "[UNK]"});
    Set vocabularies;
    encoder.fit(train, vocabularies);
    CHECK(vocabularies.of<Genres>().size() == 4);
    CHECK(vocabularies.of<X>().size() == 1);
    const auto column = encoder.encode<Genres>(train, vocabularies);
    CHECK(column.ids == Rows{1, 2, 2, 3, 1, 1, 0});
    CHECK(column.offsets == Offsets{0, 2, 2, 4, 6, 7});
    CHECK(column.weights.empty());
    CHECK(column.encoded_by == vocabularies.of<Genres>().fingerprint());
    CHECK_NOTHROW(column.check());

    const auto test = encoder.encode<Genres>(frame_of(strings{"green|pink", "pink", "||", " red"}), vocabularies);
    CHECK(test.ids == Rows{3, 0, 0, 0});
    CHECK(test.offsets == Offsets{0, 2, 3, 3, 4});
    CHECK(encoder.encode<Genres>(frame_of(strings{}), vocabularies).size() == 0);
    CHECK(encoder.columns() == strings{"x"});
    CHECK(split<X>().columns() == strings{"x"});
}

TEST_CASE("a Sequence keeps the order of its entries, and all of them") {
    auto encoder = split<Steps>("x", " ");
    Set vocabularies;
    const Frame train = frame_of(strings{"b a b", "", "c"});
    encoder.fit(train, vocabularies);
    const auto column = encoder.encode<Steps>(train, vocabularies);
    CHECK(column.ids == Rows{1, 2, 1, 3});
    CHECK(column.ranges == std::vector<ColumnStore<Steps>::Range>{{0, 3}, {3, 3}, {3, 4}});
    CHECK(column.encoded_by == vocabularies.of<Steps>().fingerprint());
}

TEST_CASE("a separator is one character, whichever") {
    auto encoder = split<X>("x", ",");
    Set vocabularies;
    encoder.fit(frame_of(strings{"a|b,c"}), vocabularies);
    CHECK(vocabularies.of<X>().find("a|b") == 1);
    CHECK(vocabularies.of<X>().find("c") == 2);
    CHECK(encoder.encode<X>(frame_of(strings{"c,a|b", "a,b"}), vocabularies).ids == Rows{2, 1, 0, 0});
    CHECK_NOTHROW(static_cast<void>(split<X>("x", std::string_view{"\0", 1})));
    CHECK_THROWS_WITH_AS(static_cast<void>(split<X>("x", "")),
                         "split: column 'x' is to be split at ''; a separator is one character", SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(split<X>("x", ", ")),
                         "split: column 'x' is to be split at ', '; a separator is one character", SettingError);
}

TEST_CASE("a column of numbers, or none, is refused and gives no row") {
    auto encoder = split<Genres>();
    Set vocabularies;
    CHECK_THROWS_WITH_AS(encoder.fit(frame_of(strings{"a"}), vocabularies),
                         "a frame has no column of strings 'genres'; its columns are 'x'", DataError);
    auto of_x = split<Genres>("x");
    CHECK_THROWS_WITH_AS(of_x.fit(frame_of(floats{1}), vocabularies),
                         "a frame has no column of strings 'x'; its columns are 'x' (numbers)", DataError);
    Frame integers;
    integers.set("x", std::vector<std::int64_t>{1});
    CHECK_THROWS_AS(of_x.fit(integers, vocabularies), DataError);
    CHECK(vocabularies == Set{});
    of_x.fit(frame_of(strings{"a"}), vocabularies);
    CHECK_THROWS_AS(static_cast<void>(of_x.encode<Genres>(integers, vocabularies)), DataError);
    CHECK_THROWS_AS(of_x.grow(integers, vocabularies), DataError);
    CHECK(vocabularies.of<Genres>().size() == 2);
}

TEST_CASE("a second fit and later entries leave the rows of earlier ones") {
    auto encoder = split<X>();
    Set vocabularies;
    encoder.fit(frame_of(strings{"b|a"}), vocabularies);
    encoder.fit(frame_of(strings{"a|c"}), vocabularies);
    CHECK(encoder.encode<X>(frame_of(strings{"a|b|c|d"}), vocabularies).ids == Rows{2, 1, 3, 0});
    encoder.grow(frame_of(strings{"d|a", ""}), vocabularies);
    CHECK(encoder.encode<X>(frame_of(strings{"a|b|c|d"}), vocabularies).ids == Rows{2, 1, 3, 4});
}

TEST_CASE("rare entries are unknown, and then later ones stay so") {
    auto encoder = split<X>("x", "|", {.min_count = 2});
    const Frame train = frame_of(strings{"a|b", "c|b", "b|c", ""});
    Set vocabularies;
    encoder.fit(train, vocabularies);
    CHECK(encoder.encode<X>(train, vocabularies).ids == Rows{0, 1, 2, 1, 1, 2});
    encoder.grow(frame_of(strings{"d|d|d"}), vocabularies);
    CHECK(vocabularies.of<X>().size() == 3);
    CHECK_THROWS_AS(split<X>("x", "|", {.min_count = 4}).fit(train, vocabularies), SettingError);
    CHECK(vocabularies.of<X>().size() == 3);
}

TEST_CASE("a column without entries can be fitted, and entries without a vocabulary are refused") {
    auto encoder = split<X>();
    Set vocabularies;
    encoder.fit(frame_of(strings{}), vocabularies);
    encoder.fit(frame_of(strings{"", ""}), vocabularies);
    CHECK(vocabularies == Set{});
    CHECK(encoder.encode<X>(frame_of(strings{"", ""}), vocabularies).offsets == Offsets{0, 0, 0});
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<X>(frame_of(strings{"a"}), vocabularies)), SettingError);
}

TEST_CASE("its line tells encoders apart, and nothing is learned beside values") {
    CHECK(split<Genres>("x", ";", {.min_count = 3}).text() == "split<genres>('x', ';', min_count 3)");
    CHECK(split<Genres>().text() == "split<genres>('genres', '|', min_count 1)");
    auto encoder = split<X>();
    CHECK(encoder.learned().empty());
    const std::vector<double> number{0.0};
    CHECK_THROWS_AS(encoder.set_learned(number), DataError);
}

} // namespace split_test
