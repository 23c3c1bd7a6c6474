// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/log1p.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/frames.hpp"

namespace log1p_test {

using linnet::Log1p;
using namespace linnet_test;
using floats = std::vector<float>;

TEST_CASE("counts become the logarithm of one more, to the last bit but one") {
    CHECK(numbers_by(Log1p{.column = "x"}, {0, 1, 9, 100}) ==
          floats{0, 0.69314718056F, 2.30258509299F, 4.61512051684F});
    // Every exponent of a float, the smallest included, where 1 + x is 1 or has lost most of x.
    for (int exponent = -149; exponent < 128; ++exponent) {
        for (const float factor : {1.0F, 1.3F, 1.9F}) {
            const float x = std::ldexp(factor, exponent);
            const double expected = std::log1p(static_cast<double>(x));
            CAPTURE(x);
            CHECK(std::abs(static_cast<double>(Log1p::of(x)) - expected) <= 0x1p-24 * expected + 0x1p-150);
        }
    }
}

TEST_CASE("negative numbers keep their sign") {
    CHECK(numbers_by(Log1p{.column = "x"}, {-1, -9}) == floats{-0.69314718056F, -2.30258509299F});
    CHECK(Log1p::of(-1e-20F) == -1e-20F);
    CHECK(Log1p::of(-3e38F) == -Log1p::of(3e38F));
}

TEST_CASE("what is missing stays missing, what is infinite infinite") {
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK(std::isnan(Log1p::of(missing_number)));
    CHECK(Log1p::of(infinity) == infinity);
    CHECK(Log1p::of(-infinity) == -infinity);
}

TEST_CASE("nothing is learned, and the result may go to another column") {
    linnet::Frame frame = frame_of(floats{9});
    Log1p transform{.column = "x", .to = "y"};
    transform.fit(frame_of(floats{1, 2, 3}));
    CHECK(transform == Log1p{.column = "x", .to = "y"});
    CHECK(transform != Log1p{.column = "x"});
    transform.apply(frame);
    CHECK(frame.numbers("x") == floats{9});
    CHECK(frame.numbers("y") == floats{2.30258509299F});
    CHECK(transform.reads("x"));
    CHECK(!transform.reads("y"));
    CHECK(transform.writes() == "y");
}

TEST_CASE("a column of strings is refused") {
    linnet::Frame words = frame_of(std::vector<std::string>{"a"});
    const linnet::Frame before = words;
    Log1p transform{.column = "x"};
    CHECK_THROWS_WITH_AS(transform.fit(words), "a frame has no column of numbers 'x'; its columns are 'x'",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS(transform.apply(words), "a frame has no column of numbers 'x'; its columns are 'x'",
                         linnet::DataError);
    CHECK(words == before);
}

} // namespace log1p_test
