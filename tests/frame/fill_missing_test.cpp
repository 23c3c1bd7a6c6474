// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/fill_missing.hpp>

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/frames.hpp"

namespace fill_missing_test {

using linnet::FillMissing;
using linnet::FillWith;
using namespace linnet_test;
using floats = std::vector<float>;
using strings = std::vector<std::string>;

namespace {

template <class Values>
FillMissing fitted(FillMissing filling, const Values& train) {
    filling.fit(frame_of(train));
    return filling;
}

const floats ages{missing_number, 1, 2, missing_number, 9, 40};

} // namespace

TEST_CASE("missing numbers become the mean or the median of train") {
    CHECK(numbers_by(fitted({.column = "x"}, ages), {missing_number, 5}) == floats{13, 5});
    CHECK(numbers_by(fitted({.column = "x", .with = FillWith::median}, ages), {missing_number, 5}) == floats{5.5F, 5});
    CHECK(numbers_by(fitted({.column = "x", .with = FillWith::median}, floats{9, 40, 1}), {missing_number}) ==
          floats{9});
    CHECK(numbers_by(fitted({.column = "x", .with = FillWith::median}, floats{3}), {missing_number}) == floats{3});
}

TEST_CASE("missing values become a constant") {
    CHECK(numbers_by(fitted({.column = "x", .with = FillWith::constant, .number = -1}, ages), ages) ==
          floats{-1, 1, 2, -1, 9, 40});
    CHECK(numbers_by(fitted({.column = "x", .with = FillWith::constant}, floats{}), {missing_number}) == floats{0});
    const strings cities{"Bern", "", "Rome"};
    CHECK(strings_by(fitted({.column = "x", .with = FillWith::constant, .string = "Oslo"}, cities), cities) ==
          strings{"Bern", "Oslo", "Rome"});
}

TEST_CASE("missing strings become a category of their own") {
    const strings cities{"Bern", "", "Rome", ""};
    const FillMissing filling =
        fitted({.column = "x", .with = FillWith::own_category, .string = "unused"}, strings{"Paris"});
    CHECK(strings_by(filling, cities) == strings{"Bern", "[MISSING]", "Rome", "[MISSING]"});
    CHECK(strings_by(filling, strings{}) == strings{});
}

TEST_CASE("the result may go to another column") {
    linnet::Frame frame = frame_of(strings{"", "a"});
    const FillMissing filling = fitted({.column = "x", .with = FillWith::own_category, .to = "y"}, strings{});
    filling.apply(frame);
    CHECK(strings_of(frame.strings("x")) == strings{"", "a"});
    CHECK(strings_of(frame.strings("y")) == strings{"[MISSING]", "a"});
    CHECK(filling.reads("x"));
    CHECK(!filling.reads("y"));
    CHECK(filling.writes() == "y");
}

TEST_CASE("a filling is what it was set to and learned") {
    CHECK(fitted({.column = "x"}, floats{1, 3}) == fitted({.column = "x"}, floats{2}));
    CHECK(fitted({.column = "x"}, floats{1}) != fitted({.column = "x"}, floats{2}));
    CHECK(fitted({.column = "x"}, floats{0}) != FillMissing{.column = "x"});
}

TEST_CASE("what cannot be is refused and changes nothing") {
    linnet::Frame frame = frame_of(floats{1});
    CHECK_THROWS_WITH_AS((FillMissing{.column = "x"}.apply(frame)),
                         "FillMissing: column 'x' is to be transformed before fit was called", linnet::SettingError);
    CHECK(frame == frame_of(floats{1}));
    CHECK_THROWS_WITH_AS(fitted({.column = "x", .with = FillWith::constant, .number = missing_number}, ages),
                         "FillMissing: column 'x' would be filled with a missing value, NaN", linnet::SettingError);
    CHECK_THROWS_WITH_AS(fitted({.column = "x", .with = FillWith::constant, .number = 1}, strings{"a"}),
                         "FillMissing: column 'x' would be filled with a missing value, the empty string",
                         linnet::SettingError);
    CHECK_THROWS_WITH_AS(fitted({.column = "x"}, floats{missing_number}),
                         "FillMissing: column 'x' has no number to learn from", linnet::DataError);
    CHECK_THROWS_AS(fitted({.column = "x", .with = FillWith::median}, floats{std::numeric_limits<float>::infinity()}),
                    linnet::DataError);
    CHECK_THROWS_WITH_AS(fitted({.column = "x"}, strings{"a"}),
                         "a frame has no column of numbers 'x'; its columns are 'x'", linnet::DataError);
    CHECK_THROWS_WITH_AS(fitted({.column = "x", .with = FillWith::own_category}, ages),
                         "a frame has no column of strings 'x'; its columns are 'x' (numbers)", linnet::DataError);
    CHECK_THROWS_WITH_AS(fitted({.column = "y", .with = FillWith::constant}, ages),
                         "a frame has no column 'y'; its columns are 'x' (numbers)", linnet::DataError);
    const FillMissing numbers = fitted({.column = "x", .with = FillWith::constant, .string = "a"}, ages);
    linnet::Frame words = frame_of(strings{""});
    CHECK_THROWS_WITH_AS(numbers.apply(words), "a frame has no column of numbers 'x'; its columns are 'x'",
                         linnet::DataError);
    CHECK(words == frame_of(strings{""}));
    FillMissing filling = numbers;
    filling.with = FillWith::mean;
    const FillMissing before = filling;
    CHECK_THROWS_AS(filling.fit(frame_of(floats{})), linnet::DataError);
    CHECK(filling == before);
}

} // namespace fill_missing_test
