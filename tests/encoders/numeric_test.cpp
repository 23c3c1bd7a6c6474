// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/numeric.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/numbered.hpp>
#include <linnet/core/numeric.hpp>

#include "support/frames.hpp"

namespace numeric_test {

using namespace linnet;
using namespace linnet_test;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using doubles = std::vector<double>;
using X = Numeric<"x">;
using Two = Numeric<"two", 2>;
using Four = Numeric<"four", 4>;
using Set = Vocabularies<TypeList<X, Two, Four>>;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

Frame frame_of_two(const floats& first, const floats& second) {
    Frame frame;
    frame.set("I1", first);
    frame.set("I2", second);
    return frame;
}

template <class F, class E>
floats encoded(const E& encoder, const Frame& frame) {
    return encoder.template encode<F>(frame, Set{}).numbers;
}

} // namespace

TEST_CASE("numbers are scaled by what training says, and what is missing is the mean") {
    auto encoder = numeric<X>();
    static_assert(Encoder<decltype(encoder)>);
    CHECK(encoder.columns() == strings{"x"});
    CHECK(encoded<X>(encoder, frame_of(floats{4, missing_number})) == floats{4, 0}); // nothing is learned yet
    Set vocabularies;
    encoder.fit(frame_of(floats{2, missing_number, 6}), vocabularies);
    CHECK(vocabularies == Set{});
    CHECK(encoder.learned() == doubles{4, 2});
    CHECK(encoded<X>(encoder, frame_of(floats{2, missing_number, 6, 5, -4})) == floats{-1, 0, 1, 0.5F, -4});
    CHECK(encoded<X>(encoder, frame_of(floats{})).empty());
    encoder.grow(frame_of(floats{100, 200}), vocabularies);
    CHECK(encoder.learned() == doubles{4, 2});
    encoder.fit(frame_of(floats{7, 7}), vocabularies); // all equal: a deviation of 1
    CHECK(encoder.learned() == doubles{7, 1});
}

TEST_CASE("whole numbers are numbers") {
    auto encoder = numeric<X>();
    Frame frame;
    frame.set("x", std::vector<std::int64_t>{2, Frame::missing_integer, 6});
    Set vocabularies;
    encoder.fit(frame, vocabularies);
    CHECK(encoder.learned() == doubles{4, 2});
    CHECK(encoded<X>(encoder, frame) == floats{-1, 0, 1});
    CHECK(encoded<X>(encoder, frame_of(floats{5})) == floats{0.5F});
}

TEST_CASE("several columns lie side by side, each with numbers of its own, and indicators behind them") {
    auto plain = numeric<Two>(numbered("I", 1, 2));
    const Frame train = frame_of_two({1, 3, missing_number}, {10, missing_number, 50});
    Set vocabularies;
    plain.fit(train, vocabularies);
    CHECK(plain.learned() == doubles{2, 30, 1, 20});
    CHECK(encoded<Two>(plain, train) == floats{-1, -1, 1, 0, 0, 1});
    auto with = numeric<Four>({"I2", "I1"}, {.missing = -9.0F, .add_indicator = true});
    with.fit(train, vocabularies);
    CHECK(with.learned() == doubles{30, 2, 20, 1});
    CHECK(encoded<Four>(with, train) == floats{-1, -1, 0, 0, -9, 1, 1, 0, 1, -9, 0, 1});
}

TEST_CASE("counts are compressed before they are scaled, or not scaled at all") {
    auto encoder = numeric<X>({"x"}, {.log1p = true});
    const Frame train = frame_of(floats{0, 3, missing_number});
    Set vocabularies;
    encoder.fit(train, vocabularies);
    const double middle = static_cast<double>(Log1p::of(3.0F)) / 2.0;
    CHECK(encoder.learned() == doubles{middle, middle});
    CHECK(encoded<X>(encoder, train) == floats{-1, 1, 0});

    auto raw = numeric<X>({"x"}, {.standardise = false, .missing = -1.0F});
    raw.fit(train, vocabularies);
    CHECK(raw.learned() == doubles{0, 1});
    CHECK(encoded<X>(raw, train) == floats{0, 3, -1});
    auto only_log = numeric<X>({"x"}, {.log1p = true, .standardise = false});
    only_log.fit(train, vocabularies);
    CHECK(encoded<X>(only_log, frame_of(floats{3, -3, 0})) == floats{Log1p::of(3.0F), -Log1p::of(3.0F), 0});
}

TEST_CASE("a feature of another number of columns is refused, and a missing number that is none") {
    CHECK_THROWS_WITH_AS(static_cast<void>(numeric<Two>({"a", "b", "c"})),
                         "numeric: feature 'two' has 2 columns, and 3 columns make 3", SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(numeric<Two>({"a"})),
                         "numeric: feature 'two' has 2 columns, and 1 columns make 1", SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(numeric<Two>({"a", "b"}, {.add_indicator = true})),
                         "numeric: feature 'two' has 2 columns, and 2 columns and indicators make 4", SettingError);
    CHECK_THROWS_AS(static_cast<void>(numeric<X>(strings{})), SettingError);
    CHECK_NOTHROW(static_cast<void>(numeric<Two>({"a"}, {.add_indicator = true})));
    CHECK_THROWS_WITH_AS(static_cast<void>(numeric<X>({"x"}, {.missing = missing_number})),
                         "numeric: feature 'x' cannot have nan for missing numbers", SettingError);
    CHECK_THROWS_AS(static_cast<void>(numeric<X>({"x"}, {.missing = infinity})), SettingError);
}

TEST_CASE("a fit that fails leaves what was learned") {
    auto encoder = numeric<Two>({"I1", "I2"});
    Set vocabularies;
    encoder.fit(frame_of_two({1, 3}, {10, 50}), vocabularies);
    const doubles before{2, 30, 1, 20};
    const auto fails = [&](const Frame& frame) {
        CHECK_THROWS_AS(encoder.fit(frame, vocabularies), DataError);
        CHECK(encoder.learned() == before);
    };
    fails(frame_of_two({5, 7}, {1, infinity}));
    fails(frame_of_two({5, 7}, {missing_number, missing_number}));
    fails(frame_of_two({-infinity, 7}, {1, 2}));
    fails(frame_of_two({}, {}));
    Frame lacks;
    lacks.set("I1", floats{5, 7});
    fails(lacks);
    lacks.set("I2", column_of({"1", "2"}));
    fails(lacks);
    CHECK_THROWS_AS(numeric<X>({"x"}, {.standardise = false}).fit(lacks, vocabularies), DataError);
    CHECK_THROWS_WITH_AS(numeric<X>().fit(lacks, vocabularies),
                         "a frame has no column 'x'; its columns are 'I1' (numbers), 'I2'", DataError);
}

TEST_CASE("infinite numbers, and columns that are missing or strings, are not encoded") {
    const auto encoder = numeric<Two>({"I1", "I2"});
    CHECK_THROWS_WITH_AS(static_cast<void>(encoded<Two>(encoder, frame_of_two({1, 2}, {3, -infinity}))),
                         "column 'I2', row 1: the number is infinite", DataError);
    Frame lacks;
    lacks.set("I1", floats{5, 7});
    CHECK_THROWS_AS(static_cast<void>(encoded<Two>(encoder, lacks)), DataError);
    lacks.set("I2", column_of({"1", "2"}));
    CHECK_THROWS_WITH_AS(static_cast<void>(encoded<Two>(encoder, lacks)),
                         "a frame has no column of numbers 'I2'; its columns are 'I1' (numbers), 'I2'", DataError);
    auto of_small = numeric<X>();
    of_small.set_learned(doubles{0.0, 0.0005});
    CHECK_THROWS_WITH_AS(static_cast<void>(encoded<X>(of_small, frame_of(floats{1, -1e38F}))),
                         "column 'x', row 1: the number is infinite when it is scaled", DataError);
    const float large = std::numeric_limits<float>::max();
    CHECK(encoded<Two>(encoder, frame_of_two({large}, {-large})) == floats{large, -large});
}

TEST_CASE("what was learned is given to another encoder, unless it cannot have been learned") {
    auto encoder = numeric<Two>({"I1", "I2"});
    const doubles numbers{2, -30, 1, 20};
    encoder.set_learned(numbers);
    CHECK(encoder.learned() == numbers);
    CHECK(encoded<Two>(encoder, frame_of_two({3}, {-10})) == floats{1, 1});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const doubles wrong[] = {{},
                             {1, 2},
                             {1, 2, 3},
                             {1, 2, 3, 4, 5},
                             {1, 2, 3, 0},
                             {1, 2, 3, -1},
                             {1, 2, nan, 1},
                             {nan, 2, 3, 4},
                             {1, 2, 3, std::numeric_limits<double>::infinity()},
                             {1, -std::numeric_limits<double>::infinity(), 3, 4}};
    for (const doubles& other : wrong) {
        CHECK_THROWS_WITH_AS(encoder.set_learned(other), "means and deviations of 2 columns that are none", DataError);
        CHECK(encoder.learned() == numbers);
    }
}

TEST_CASE("numbers that are not scaled have a mean of 0 and a deviation of 1") {
    auto raw = numeric<X>({"x"}, {.standardise = false});
    CHECK_NOTHROW(raw.set_learned(doubles{0, 1}));
    CHECK_THROWS_AS(raw.set_learned(doubles{0, 2}), DataError);
    CHECK_THROWS_AS(raw.set_learned(doubles{1, 1}), DataError);
    CHECK_THROWS_AS(raw.set_learned(doubles{std::nan(""), 1}), DataError);
    CHECK(raw.learned() == doubles{0, 1});
}

TEST_CASE("its line tells encoders apart") {
    const strings lines{numeric<Two>({"a", "b"}).text(),
                        numeric<Two>({"b", "a"}).text(),
                        numeric<Two>({"a", "b"}, {.log1p = true}).text(),
                        numeric<Two>({"a", "b"}, {.standardise = false}).text(),
                        numeric<Two>({"a", "b"}, {.missing = 0.0010001F}).text(),
                        numeric<Two>({"a", "b"}, {.missing = 0.0010004F}).text(),
                        numeric<Two>({"a"}, {.add_indicator = true}).text(),
                        numeric<Numeric<"other", 2>>({"a", "b"}).text()};
    CHECK(lines[0] == "numeric<two>('a', 'b', standardise, missing 0)");
    CHECK(lines[6] == "numeric<two>('a', standardise, missing 0, add_indicator)");
    for (const std::string& line : lines) {
        for (const std::string& other : lines) {
            CHECK((line == other) == (&line == &other));
        }
    }
}

} // namespace numeric_test
