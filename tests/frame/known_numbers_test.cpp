// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/known_numbers.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/frames.hpp"

namespace known_numbers_test {

using linnet::detail::known_numbers;
using linnet::detail::mean;
using linnet::detail::quantile;
using linnet::detail::sorted;
using namespace linnet_test;
using floats = std::vector<float>;

TEST_CASE("what is missing is left out, and what cannot be learned from is named") {
    CHECK(known_numbers(frame_of(floats{3, missing_number, -1, missing_number, 3}), "A", "x") == floats{3, -1, 3});
    CHECK_THROWS_WITH_AS((void)known_numbers(frame_of(floats{missing_number}), "A", "x"),
                         "A: column 'x' has no number to learn from", linnet::DataError);
    CHECK_THROWS_WITH_AS((void)known_numbers(frame_of(floats{}), "A", "x"), "A: column 'x' has no number to learn from",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS((void)known_numbers(frame_of(floats{1, -std::numeric_limits<float>::infinity()}), "A", "x"),
                         "A: column 'x' is infinite in row 1", linnet::DataError);
    CHECK_THROWS_WITH_AS((void)known_numbers(frame_of(floats{1}), "A", "y"),
                         "a frame has no column of numbers 'y'; its columns are 'x' (numbers)", linnet::DataError);
}

TEST_CASE("numbers are sorted as std::sort does") {
    CHECK(sorted({}).empty());
    CHECK(sorted({2, -1, 0.5F, -30, 2, 1e30F, -1e-30F}) == floats{-30, -1, -1e-30F, 0.5F, 2, 2, 1e30F});
    const linnet::Random random{5, 1};
    floats numbers(1000);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = static_cast<float>(random.uniform(i)) - 0.5F;
    }
    floats expected = numbers;
    std::sort(expected.begin(), expected.end());
    CHECK(sorted(numbers) == expected);
}

TEST_CASE("the mean is the sum over the count, in double") {
    CHECK(mean({1, 2, 3, 10}) == 4.0);
    CHECK(mean({5}) == 5.0);
    CHECK(mean({0x1p24F, 1, 1, 1}) == 0x1p22 + 0.75); // a float sum would stay at 2^24
}

TEST_CASE("quantiles lie on the line between the numbers beside them, as numpy's") {
    const floats numbers{1, 2, 3, 4, 10};
    CHECK(quantile(numbers, 0, 4) == 1.0);
    CHECK(quantile(numbers, 1, 4) == 2.0);
    CHECK(quantile(numbers, 4, 4) == 10.0);
    CHECK(quantile(numbers, 1, 3) == doctest::Approx(7.0 / 3.0).epsilon(1e-15)); // place 4 / 3
    CHECK(quantile(numbers, 9, 10) == doctest::Approx(7.6).epsilon(1e-15));      // place 3.6
    const floats even{1, 2, 3, 4};
    CHECK(quantile(even, 1, 4) == 1.75);
    CHECK(quantile(even, 1, 2) == 2.5);
    CHECK(quantile(even, 3, 4) == 3.25);
    for (std::size_t i = 0; i <= 7; ++i) {
        CHECK(quantile({-2.5F}, i, 7) == -2.5);
    }
}

} // namespace known_numbers_test
