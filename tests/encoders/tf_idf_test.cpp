// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/tf_idf.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>

#include "support/frames.hpp"

namespace tf_idf_test {

using namespace linnet;
using namespace linnet_test;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using doubles = std::vector<double>;
using Rows = std::vector<row_id>;
using Offsets = std::vector<std::uint64_t>;
using X = MultiCategorical<"x">;
using Title = MultiCategorical<"title">;
using Set = Vocabularies<TypeList<X, Title>>;

namespace {

Frame titles() { return frame_of(strings{"Toy Story", "story", "", "two STORY two"}); }

} // namespace

TEST_CASE("a text becomes its words, weighted as TfIdf does") {
    auto encoder = tf_idf<Title>("x");
    static_assert(Encoder<decltype(encoder)>);
    CHECK(encoder.columns() == strings{"x"});
    CHECK(tf_idf<X>().columns() == strings{"x"});
    Set vocabularies;
    encoder.fit(titles(), vocabularies);
    const TfIdf expected{titles().strings("x")};
    CHECK(vocabularies.of<Title>() == expected.vocabulary());
    CHECK(vocabularies.of<X>().size() == 1);
    CHECK(encoder.learned() == doubles{0.0, expected.idf(1), expected.idf(2), expected.idf(3)});

    const auto column = encoder.encode<Title>(titles(), vocabularies);
    CHECK(column.ids == Rows{1, 2, 1, 1, 3}); // story, toy; story; story, two
    CHECK(column.offsets == Offsets{0, 2, 3, 3, 5});
    const WeightedRows last = expected("two STORY two");
    CHECK(floats(column.weights.end() - 2, column.weights.end()) == last.weights);
    CHECK(column.weights[2] == 1.0F);
    CHECK(column.encoded_by == vocabularies.of<Title>().fingerprint());
    CHECK_NOTHROW(column.check());

    const auto test = encoder.encode<Title>(frame_of(strings{"unheard of", "", "a new story"}), vocabularies);
    CHECK(test.ids == Rows{1});
    CHECK(test.offsets == Offsets{0, 0, 0, 1});
    CHECK(encoder.encode<Title>(frame_of(strings{}), vocabularies).size() == 0);
}

TEST_CASE("a second fit forgets the words of the first, and growth learns none") {
    auto encoder = tf_idf<X>();
    Set vocabularies;
    encoder.fit(titles(), vocabularies);
    const doubles before = encoder.learned();
    encoder.grow(frame_of(strings{"new words"}), vocabularies);
    CHECK(encoder.learned() == before);
    CHECK(vocabularies.of<X>().size() == 4);
    encoder.fit(frame_of(strings{"other words", "words"}), vocabularies);
    CHECK(vocabularies.of<X>().size() == 3);
    CHECK(vocabularies.of<X>().find("other") == 1);
    CHECK(encoder.learned() == doubles{0.0, std::log(3.0 / 2.0) + 1.0, 1.0});
    CHECK(encoder.encode<X>(frame_of(strings{"words of a story"}), vocabularies).ids == Rows{2});
}

TEST_CASE("the settings choose the words") {
    Set vocabularies;
    const auto words = [&](const TfIdfSettings& settings) {
        tf_idf<X>("x", settings).fit(titles(), vocabularies);
        std::string all;
        for (std::size_t row = 1; row < vocabularies.of<X>().size(); ++row) {
            all += std::string{vocabularies.of<X>().raw(row)} + " ";
        }
        return all;
    };
    CHECK(words({}) == "story toy two ");
    CHECK(words({.min_df = 2}) == "story ");
    CHECK(words({.max_features = 2}) == "story two ");
    CHECK(words({.tokenizer = {.min_length = 4}}) == "story ");
    CHECK(words({.tokenizer = {.stop_words = {"Story"}}}) == "toy two ");
    CHECK(words({.min_df = 4}).empty());

    auto without = tf_idf<X>("x", {.tokenizer = {.stop_words = {"story"}}});
    without.fit(titles(), vocabularies);
    vocabularies.of<X>() = Vocabulary{};
    for (const char* word : {"story", "toy", "two"}) { // a stop word stays one where it has a row
        vocabularies.of<X>().add(word);
    }
    without.set_learned(doubles{0.0, 1.0, 1.0, 1.0});
    CHECK(without.encode<X>(titles(), vocabularies).ids == Rows{2, 3});
}

TEST_CASE("a fit that fails leaves what was learned, and the words") {
    auto encoder = tf_idf<X>();
    Set vocabularies;
    encoder.fit(titles(), vocabularies);
    const doubles before = encoder.learned();
    const Set words = vocabularies;
    CHECK_THROWS_WITH_AS(encoder.fit(frame_of(floats{1}), vocabularies),
                         "a frame has no column of strings 'x'; its columns are 'x' (numbers)", DataError);
    CHECK_THROWS_AS(encoder.fit(Frame{}, vocabularies), DataError);
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<X>(frame_of(floats{1}), vocabularies)), DataError);
    CHECK(encoder.learned() == before);
    auto none = tf_idf<X>("x", {.min_df = 0});
    CHECK_THROWS_WITH_AS(none.fit(titles(), vocabularies), "TfIdf: min_df must be at least 1", SettingError);
    CHECK(none.learned().empty());
    CHECK(vocabularies == words);
}

TEST_CASE("frames without rows or without words") {
    auto encoder = tf_idf<X>();
    Set vocabularies;
    for (const strings& texts : {strings{}, strings{"", "? !"}}) {
        encoder.fit(frame_of(texts), vocabularies);
        CHECK(vocabularies.of<X>().size() == 1);
        CHECK(encoder.learned() == doubles{0.0});
        const auto column = encoder.encode<X>(titles(), vocabularies);
        CHECK(column.offsets == Offsets{0, 0, 0, 0, 0});
    }
}

TEST_CASE("what was learned is given to another encoder, unless it cannot have been learned") {
    auto encoder = tf_idf<X>();
    Set vocabularies;
    encoder.fit(titles(), vocabularies);
    auto restored = tf_idf<X>();
    CHECK_THROWS_AS(static_cast<void>(restored.encode<X>(titles(), vocabularies)), SettingError); // before a fit
    restored.set_learned(encoder.learned());
    const auto column = restored.encode<X>(titles(), vocabularies);
    CHECK(column.ids == encoder.encode<X>(titles(), vocabularies).ids);
    CHECK(column.weights == encoder.encode<X>(titles(), vocabularies).weights);

    const double infinity = std::numeric_limits<double>::infinity();
    const doubles wrong[] = {{0, 1, std::nan(""), 1}, {0, infinity, 1, 1}, {0, 1, 1, -infinity}, {0, 1, 0.5, 1},
                             {0, -1, 1, 1},           {1, 1, 1, 1},        {0, 1, 1, 1e300}};
    for (const doubles& numbers : wrong) {
        CHECK_THROWS_AS(restored.set_learned(numbers), DataError);
        CHECK(restored.learned() == encoder.learned());
    }
    CHECK_THROWS_WITH_AS(restored.set_learned(wrong[0]), "an inverse document frequency of nan for row 2", DataError);
    restored.set_learned(doubles{0.0, 1.0});
    CHECK_THROWS_WITH_AS(static_cast<void>(restored.encode<X>(titles(), vocabularies)),
                         "TfIdf: 2 frequencies for 4 rows", SettingError);
}

TEST_CASE("its line tells encoders apart") {
    const strings lines{tf_idf<X>().text(),
                        tf_idf<X>("y").text(),
                        tf_idf<Title>("x").text(),
                        tf_idf<X>("x", {.min_df = 2}).text(),
                        tf_idf<X>("x", {.max_features = 2}).text(),
                        tf_idf<X>("x", {.tokenizer = {.min_length = 3}}).text(),
                        tf_idf<X>("x", {.tokenizer = {.stop_words = {"the"}}}).text(),
                        tf_idf<X>("x", {.tokenizer = {.stop_words = {"the", "of"}}}).text()};
    CHECK(lines[0] == "tf_idf<x>('x', min_df 1, max_features 0, min_length 2)");
    CHECK(lines[7] == "tf_idf<x>('x', min_df 1, max_features 0, min_length 2, without 'the', without 'of')");
    for (const std::string& line : lines) {
        for (const std::string& other : lines) {
            CHECK((line == other) == (&line == &other));
        }
    }
}

} // namespace tf_idf_test
