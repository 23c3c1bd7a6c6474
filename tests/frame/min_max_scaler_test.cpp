// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/min_max_scaler.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/frames.hpp"

namespace min_max_scaler_test {

using linnet::MinMaxScaler;
using namespace linnet_test;
using floats = std::vector<float>;

namespace {

MinMaxScaler fitted(const floats& train, bool clip = false) {
    MinMaxScaler scaler{.column = "x", .clip = clip};
    scaler.fit(frame_of(train));
    return scaler;
}

} // namespace

TEST_CASE("numbers come to lie in 0 .. 1") {
    CHECK(numbers_by(fitted({4, -2, 6, 2}), {4, -2, 6, 2}) == floats{0.75F, 0, 1, 0.5F});
    CHECK(numbers_by(fitted({-3e38F, 3e38F}), {-3e38F, 0, 3e38F}) == floats{0, 0.5F, 1}); // their range is no float
}

TEST_CASE("numbers beyond those of train come to lie outside, or at the ends if clipped") {
    CHECK(numbers_by(fitted({10, 20}), {0, 15, 30}) == floats{-1, 0.5F, 2});
    CHECK(numbers_by(fitted({10, 20}, true), {0, 15, 30}) == floats{0, 0.5F, 1});
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK(numbers_by(fitted({10, 20}, true), {-infinity, infinity}) == floats{0, 1});
}

TEST_CASE("what is missing is not learned from and stays missing") {
    for (const bool clip : {false, true}) {
        const MinMaxScaler scaler = fitted({missing_number, 1, missing_number, 3}, clip);
        CHECK(scaler.lowest == 1.0F);
        CHECK(scaler.highest == 3.0F);
        const floats scaled = numbers_by(scaler, {missing_number, 2});
        CHECK(std::isnan(scaled[0]));
        CHECK(scaled[1] == 0.5F);
    }
}

TEST_CASE("numbers that are all the same become 0, and are divided by 1") {
    CHECK(numbers_by(fitted({7}), {7, 9, 6}) == floats{0, 2, -1});
    CHECK(numbers_by(fitted({7, 7}, true), {7, 9, 6}) == floats{0, 1, 0});
}

TEST_CASE("the result may go to another column") {
    linnet::Frame frame = frame_of(floats{1, 3});
    MinMaxScaler scaler{.column = "x", .to = "scaled"};
    scaler.fit(frame);
    scaler.apply(frame);
    CHECK(frame.numbers("x") == floats{1, 3});
    CHECK(frame.numbers("scaled") == floats{0, 1});
    CHECK(scaler.reads("x"));
    CHECK(!scaler.reads("scaled"));
    CHECK(scaler.writes() == "scaled");
}

TEST_CASE("a min-max scaler is what it was set to and learned") {
    CHECK(fitted({1, 2, 3}) == fitted({3, 1}));
    CHECK(fitted({1, 3}) != fitted({1, 4}));
    CHECK(fitted({1, 3}) != fitted({1, 3}, true));
    CHECK(fitted({0, 1}) != MinMaxScaler{.column = "x"});
}

TEST_CASE("what cannot be is refused and changes nothing") {
    linnet::Frame frame = frame_of(floats{1});
    CHECK_THROWS_WITH_AS((MinMaxScaler{.column = "x"}.apply(frame)),
                         "MinMaxScaler: column 'x' is to be transformed before fit was called", linnet::SettingError);
    CHECK(frame == frame_of(floats{1}));
    MinMaxScaler scaler = fitted({1, 3});
    CHECK_THROWS_WITH_AS(scaler.fit(frame_of(floats{})), "MinMaxScaler: column 'x' has no number to learn from",
                         linnet::DataError);
    CHECK_THROWS_AS(scaler.fit(frame_of(floats{-std::numeric_limits<float>::infinity()})), linnet::DataError);
    CHECK(scaler == fitted({1, 3}));
    linnet::Frame words = frame_of(std::vector<std::string>{"a"});
    CHECK_THROWS_WITH_AS(scaler.apply(words), "a frame has no column of numbers 'x'; its columns are 'x'",
                         linnet::DataError);
}

} // namespace min_max_scaler_test
