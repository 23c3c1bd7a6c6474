// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/category.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>

#include "support/frames.hpp"

namespace category_test {

using namespace linnet;
using namespace linnet_test;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using integers = std::vector<std::int64_t>;
using Rows = std::vector<row_id>;
using X = Categorical<"x">;
using Kind = Categorical<"kind">;
using Set = Vocabularies<TypeList<X, Kind, MultiCategorical<"other">>>;

namespace {

Frame frame_of_integers(const integers& values) {
    Frame frame;
    frame.set("x", values);
    return frame;
}

template <class E>
Set fitted(E& encoder, const Frame& train) {
    Set vocabularies;
    encoder.fit(train, vocabularies);
    return vocabularies;
}

} // namespace

TEST_CASE("values get rows in order of appearance, and what is missing or unknown has row 0") {
    auto encoder = category<Kind>("x");
    static_assert(Encoder<decltype(encoder)>);
    const Frame train = frame_of(strings{"cup", "", "hat", "cup", "[UNK]", " cup"});
    const Set vocabularies = fitted(encoder, train);
    CHECK(vocabularies.of<Kind>().size() == 4);
    CHECK(vocabularies.of<X>().size() == 1);
    const auto column = encoder.encode<Kind>(train, vocabularies);
    CHECK(column.ids == Rows{1, 0, 2, 1, 0, 3});
    CHECK(column.encoded_by == vocabularies.of<Kind>().fingerprint());
    const Frame test = frame_of(strings{"hat", "shoe", "", "Cup"});
    CHECK(encoder.encode<Kind>(test, vocabularies).ids == Rows{2, 0, 0, 0});
    CHECK(encoder.encode<Kind>(frame_of(strings{}), vocabularies).ids.empty());
    CHECK(encoder.columns() == strings{"x"});
    CHECK(category<X>().columns() == strings{"x"});
}

TEST_CASE("a whole number is the value of its digits, whichever kind of column it comes in") {
    auto encoder = category<Kind>("x");
    const Set vocabularies = fitted(encoder, frame_of_integers({7, Frame::missing_integer, -1, 7, 0, 1534234785}));
    CHECK(vocabularies.of<Kind>().size() == 5);
    CHECK(encoder.encode<Kind>(frame_of_integers({0, 8, Frame::missing_integer, 7}), vocabularies).ids ==
          Rows{3, 0, 0, 1});
    CHECK(encoder.encode<Kind>(frame_of(floats{-1, 7, missing_number, 0, 8}), vocabularies).ids == Rows{2, 1, 0, 3, 0});
    CHECK(encoder.encode<Kind>(frame_of(strings{"7", "1534234785", "07", "7.0"}), vocabularies).ids ==
          Rows{1, 4, 0, 0});
    CHECK(fitted(encoder, frame_of(floats{7, missing_number, -1, 7, 0})).of<Kind>().find(-1) == 2);
}

TEST_CASE("a column that is not there, or whose numbers are no ids, is refused and gives no row") {
    auto encoder = category<Kind>();
    Set vocabularies;
    CHECK_THROWS_WITH_AS(encoder.fit(frame_of(strings{"a"}), vocabularies),
                         "a frame has no column 'kind'; its columns are 'x'", DataError);
    auto of_x = category<Kind>("x");
    CHECK_THROWS_WITH_AS(of_x.fit(frame_of(floats{1, 2.5F}), vocabularies), "column 'x', row 1: 2.500000 is no id",
                         DataError);
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK_THROWS_WITH_AS(of_x.fit(frame_of(floats{1, -infinity}), vocabularies), "column 'x', row 1: -inf is no id",
                         DataError);
    CHECK_THROWS_AS(of_x.fit(frame_of(floats{0x1p24F}), vocabularies), DataError);
    CHECK(vocabularies == Set{});

    of_x.fit(frame_of(floats{1, 2}), vocabularies);
    CHECK_THROWS_AS(of_x.grow(frame_of(floats{3, 0.5F}), vocabularies), DataError);
    CHECK(vocabularies.of<Kind>().size() == 3);
    CHECK_THROWS_AS(static_cast<void>(of_x.encode<Kind>(frame_of(floats{0.5F}), vocabularies)), DataError);
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<Kind>(frame_of(floats{1}), vocabularies)), DataError);
}

TEST_CASE("a second fit and later values leave the rows of earlier ones") {
    auto encoder = category<X>();
    Set vocabularies = fitted(encoder, frame_of(strings{"b", "a"}));
    encoder.fit(frame_of(strings{"c", "a", "b"}), vocabularies);
    CHECK(encoder.encode<X>(frame_of(strings{"a", "b", "c", "d"}), vocabularies).ids == Rows{2, 1, 3, 0});
    encoder.grow(frame_of(strings{"d", "", "c"}), vocabularies);
    CHECK(encoder.encode<X>(frame_of(strings{"a", "b", "c", "d", ""}), vocabularies).ids == Rows{2, 1, 3, 4, 0});
    encoder.grow(frame_of(strings{}), vocabularies);
    CHECK(vocabularies.of<X>().size() == 5);
}

TEST_CASE("rare values are unknown, and then later ones stay so") {
    auto encoder = category<X>("x", {.min_count = 2});
    const Frame train = frame_of(strings{"a", "b", "c", "b", "", "", "c", "b"});
    Set vocabularies = fitted(encoder, train);
    CHECK(encoder.encode<X>(train, vocabularies).ids == Rows{0, 1, 2, 1, 0, 0, 2, 1});
    encoder.grow(frame_of(strings{"d", "d", "d"}), vocabularies);
    CHECK(vocabularies.of<X>().size() == 3);
    CHECK_NOTHROW(encoder.grow(frame_of(strings{"a"}), vocabularies));

    auto strict = category<X>("x", {.min_count = 4});
    CHECK_THROWS_WITH_AS(strict.fit(train, vocabularies),
                         "no id comes 4 times, the min_count of a vocabulary; the most frequent comes 3 times",
                         SettingError);
    CHECK(vocabularies.of<X>().size() == 3);
    CHECK(
        fitted(encoder, frame_of_integers({5, 6, 6, Frame::missing_integer, Frame::missing_integer})).of<X>().size() ==
        2);
}

TEST_CASE("a column without values can be fitted, and values without a vocabulary are refused") {
    auto encoder = category<X>();
    const Set none = fitted(encoder, frame_of(strings{}));
    CHECK(none == Set{});
    CHECK(encoder.encode<X>(frame_of(strings{}), none).ids.empty());
    CHECK(fitted(encoder, frame_of(strings{"", ""})) == Set{});
    CHECK(encoder.encode<X>(frame_of(strings{"", ""}), none).ids == Rows{0, 0});
    CHECK(encoder.encode<X>(frame_of(floats{missing_number}), none).ids == Rows{0});
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<X>(frame_of(strings{"", "a"}), none)), SettingError);
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<X>(frame_of_integers({1}), none)), SettingError);
}

TEST_CASE("a column that holds rows of a table is read as these rows") {
    Frame hashed;
    hashed.set("x", column_of({"3", "", "1", "4"}), 5);
    auto encoder = category<Kind>("x");
    const Set vocabularies = fitted(encoder, hashed);
    CHECK(vocabularies.of<Kind>().size() == 5);
    CHECK(encoder.encode<Kind>(hashed, vocabularies).ids == Rows{3, 0, 1, 4});
    CHECK(encoder.encode<Kind>(hashed, Set{}).ids == Rows{3, 0, 1, 4});

    using Fixed = Categorical<"fixed", 5>;
    auto fixed = category<Fixed>("x");
    Vocabularies<TypeList<Fixed>> unused;
    fixed.fit(hashed, unused);
    CHECK(unused.of<Fixed>().size() == 1);
    CHECK(fixed.encode<Fixed>(hashed, unused).ids == Rows{3, 0, 1, 4});
    hashed.set("x", column_of({"3", "", "1", "5"}), 6);
    CHECK_THROWS_WITH_AS(static_cast<void>(fixed.encode<Fixed>(hashed, unused)),
                         "feature 'fixed' has 5 rows, and its column holds rows of a table of 6", SettingError);
    hashed.set("x", column_of({"3", "", "1", "six"}), 5);
    CHECK_THROWS_WITH_AS(static_cast<void>(fixed.encode<Fixed>(hashed, unused)),
                         "column 'x': 'six' is no row of a table of 5", DataError);
    Set of_words;
    of_words.of<Kind>().add("cup");
    CHECK_THROWS_AS(encoder.fit(hashed, of_words), SettingError);
    CHECK(of_words.of<Kind>().size() == 2);
}

TEST_CASE("its line tells encoders apart, and nothing is learned beside values") {
    CHECK(category<Kind>("x", {.min_count = 3}).text() == "category<kind>('x', min_count 3)");
    CHECK(category<Kind>().text() == "category<kind>('kind', min_count 1)");
    CHECK(category<X>("x").text() != category<Kind>("x").text());
    auto encoder = category<X>();
    static_cast<void>(fitted(encoder, frame_of(strings{"a"})));
    CHECK(encoder.learned().empty());
    const std::vector<double> number{0.0};
    CHECK_THROWS_AS(encoder.set_learned(number), DataError);
}

} // namespace category_test
