// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/standard_scaler.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/frames.hpp"

namespace standard_scaler_test {

using linnet::StandardScaler;
using namespace linnet_test;
using floats = std::vector<float>;

namespace {

StandardScaler fitted(const floats& train) {
    StandardScaler scaler{.column = "x"};
    scaler.fit(frame_of(train));
    return scaler;
}

} // namespace

TEST_CASE("numbers get a mean of 0 and a population deviation of 1") {
    // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32 over 8 numbers: a deviation of 2.
    const StandardScaler scaler = fitted({2, 4, 4, 4, 5, 5, 7, 9});
    CHECK(scaler.mean == 5.0);
    CHECK(scaler.deviation == 2.0);
    CHECK(numbers_by(scaler, {2, 4, 4, 4, 5, 5, 7, 9}) == floats{-1.5F, -0.5F, -0.5F, -0.5F, 0, 0, 1, 2});
}

TEST_CASE("other numbers are scaled by what was learned from train") {
    const StandardScaler scaler = fitted({-1, 1});
    CHECK(numbers_by(scaler, {10, 20, 30}) == floats{10, 20, 30});
    CHECK(numbers_by(fitted({100, 104}), {0}) == floats{-51});
}

TEST_CASE("what is missing is not learned from and stays missing") {
    const StandardScaler scaler = fitted({missing_number, 1, 3, missing_number});
    CHECK(scaler == fitted({1, 3}));
    const floats scaled = numbers_by(scaler, {3, missing_number, 1});
    CHECK(scaled[0] == 1.0F);
    CHECK(std::isnan(scaled[1]));
    CHECK(scaled[2] == -1.0F);
}

TEST_CASE("numbers that are all the same become 0, and are divided by 1") {
    CHECK(numbers_by(fitted(floats(1000, 0.1F)), {0.1F, 1.1F}) == floats{0, 1.1F - 0.1F});
    CHECK(fitted(floats(1000, 0.1F)).deviation == 1.0);
    CHECK(numbers_by(fitted({7}), {7, 9}) == floats{0, 2});
}

TEST_CASE("a scaler agrees with the plain formula, far from 0 too") {
    const linnet::Random random{3, 1};
    floats numbers(777);
    long double sum = 0.0L;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = 10'000.0F + static_cast<float>(random.uniform(i));
        sum += static_cast<long double>(numbers[i]);
    }
    const long double mean = sum / 777.0L;
    long double squares = 0.0L;
    for (const float number : numbers) {
        squares += (static_cast<long double>(number) - mean) * (static_cast<long double>(number) - mean);
    }
    const StandardScaler scaler = fitted(numbers);
    CHECK(scaler.mean == doctest::Approx(static_cast<double>(mean)).epsilon(1e-14));
    CHECK(scaler.deviation == doctest::Approx(static_cast<double>(std::sqrt(squares / 777.0L))).epsilon(1e-11));
}

TEST_CASE("the result may go to another column") {
    linnet::Frame frame = frame_of(floats{1, 3});
    StandardScaler scaler{.column = "x", .to = "scaled"};
    scaler.fit(frame);
    scaler.apply(frame);
    CHECK(frame.numbers("x") == floats{1, 3});
    CHECK(frame.numbers("scaled") == floats{-1, 1});
    CHECK(scaler.reads("x"));
    CHECK(!scaler.reads("scaled"));
    CHECK(scaler.writes() == "scaled");
}

TEST_CASE("a scaler is what it was set to and learned") {
    const StandardScaler scaler = fitted({1, 3});
    const StandardScaler copy = scaler;
    CHECK(copy == scaler);
    CHECK(scaler != fitted({1, 5}));
    CHECK(scaler != StandardScaler{.column = "x"});
    StandardScaler again = fitted({100, 200});
    again.fit(frame_of(floats{1, 3}));
    CHECK(again == scaler);
}

TEST_CASE("what cannot be is refused and changes nothing") {
    linnet::Frame frame = frame_of(floats{1});
    CHECK_THROWS_WITH_AS((StandardScaler{.column = "x"}.apply(frame)),
                         "StandardScaler: column 'x' is to be transformed before fit was called", linnet::SettingError);
    const StandardScaler before = fitted({1, 3});
    StandardScaler scaler = before;
    CHECK_THROWS_WITH_AS(scaler.fit(frame_of(floats{missing_number})),
                         "StandardScaler: column 'x' has no number to learn from", linnet::DataError);
    CHECK_THROWS_WITH_AS(scaler.fit(frame_of(floats{1, std::numeric_limits<float>::infinity()})),
                         "StandardScaler: column 'x' is infinite in row 1", linnet::DataError);
    CHECK_THROWS_WITH_AS(scaler.fit(linnet::Frame{}), "a frame has no column of numbers 'x'; its columns are",
                         linnet::DataError);
    CHECK(scaler == before);
    linnet::Frame words = frame_of(std::vector<std::string>{"a"});
    const linnet::Frame same = words;
    CHECK_THROWS_WITH_AS(scaler.apply(words), "a frame has no column of numbers 'x'; its columns are 'x'",
                         linnet::DataError);
    CHECK(words == same);
    CHECK(frame == frame_of(floats{1}));
}

} // namespace standard_scaler_test
