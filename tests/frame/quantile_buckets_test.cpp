// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/quantile_buckets.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/frames.hpp"

namespace quantile_buckets_test {

using linnet::QuantileBuckets;
using namespace linnet_test;
using floats = std::vector<float>;
using strings = std::vector<std::string>;
using doubles = std::vector<double>;

namespace {

QuantileBuckets fitted(const floats& train, std::size_t buckets) {
    QuantileBuckets transform{.column = "x", .buckets = buckets};
    transform.fit(frame_of(train));
    return transform;
}

} // namespace

TEST_CASE("edges are the quantiles of train, as numpy's") {
    CHECK(fitted({10, 3, 1, 4, 2}, 4).edges == doubles{2, 3, 4});
    CHECK(fitted({4, 3, 2, 1}, 4).edges == doubles{1.75, 2.5, 3.25});
    CHECK(fitted({1, 2}, 2).edges == doubles{1.5});
    CHECK(fitted({0, missing_number, 8, missing_number}, 8).edges == doubles{1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("an edge belongs to the bucket above it, and numbers beyond the ends to the end buckets") {
    const QuantileBuckets transform = fitted({10, 3, 1, 4, 2}, 4);
    CHECK(strings_by(transform, floats{1.9F, 2, 2.9F, 3, 3.9F, 4, 10}) ==
          strings{"bucket 0", "bucket 1", "bucket 1", "bucket 2", "bucket 2", "bucket 3", "bucket 3"});
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK(strings_by(transform, floats{-100, 100, -infinity, infinity}) ==
          strings{"bucket 0", "bucket 3", "bucket 0", "bucket 3"});
    CHECK(transform.bucket_of(3.5F) == 2);
}

TEST_CASE("what is missing has a bucket of its own") {
    CHECK(strings_by(fitted({1, 2}, 2), floats{missing_number, 1}) == strings{"[MISSING]", "bucket 0"});
}

TEST_CASE("equal edges are one edge, and one at the lowest number is none") {
    CHECK(fitted({0, 0, 0, 0, 1}, 4).edges.empty()); // quantiles 0, 0, 0
    CHECK(fitted({0, 1, 1, 1, 2}, 4).edges == doubles{1});
    // An edge at the highest number stays, as it keeps that number apart from the others.
    const QuantileBuckets transform = fitted({0, 1, 1, 1, 1}, 4);
    CHECK(transform.edges == doubles{1});
    CHECK(strings_by(transform, floats{0, 1}) == strings{"bucket 0", "bucket 1"});
}

TEST_CASE("many numbers fall into buckets of equal size, as a plain search has them") {
    const linnet::Random random{9, 1};
    floats numbers(1000);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = static_cast<float>(random.uniform(i));
    }
    const QuantileBuckets transform = fitted(numbers, 7);
    REQUIRE(transform.edges.size() == 6);
    std::vector<int> counts(7);
    for (const float number : numbers) {
        std::size_t expected = 0;
        while (expected < 6 && static_cast<double>(number) >= transform.edges[expected]) {
            ++expected;
        }
        REQUIRE(transform.bucket_of(number) == expected);
        ++counts[expected];
    }
    CHECK(*std::min_element(counts.begin(), counts.end()) >= 142);
    CHECK(*std::max_element(counts.begin(), counts.end()) <= 144);
}

TEST_CASE("one number, or one only, makes one bucket") {
    CHECK(strings_by(fitted({7}, 10), floats{6, 7, 8}) == strings{"bucket 0", "bucket 0", "bucket 0"});
    CHECK(fitted({7, 7, 7}, 3).edges.empty());
}

TEST_CASE("the names may go to another column") {
    linnet::Frame frame = frame_of(floats{1, 2});
    QuantileBuckets transform{.column = "x", .buckets = 2, .to = "y"};
    transform.fit(frame);
    transform.apply(frame);
    CHECK(frame.numbers("x") == floats{1, 2});
    CHECK(strings_of(frame.strings("y")) == strings{"bucket 0", "bucket 1"});
    CHECK(transform.reads("x"));
    CHECK(!transform.reads("y"));
    CHECK(transform.writes() == "y");
}

TEST_CASE("buckets are what they were set to and learned") {
    CHECK(fitted({1, 2, 3}, 2) == fitted({3, 2, 1}, 2));
    CHECK(fitted({1, 2, 3}, 2) != fitted({1, 2.5F, 3}, 2));
    CHECK(fitted({7}, 2) != fitted({7}, 3));
    CHECK(fitted({7}, 2) != QuantileBuckets{.column = "x", .buckets = 2});
}

TEST_CASE("what cannot be is refused and changes nothing") {
    linnet::Frame frame = frame_of(floats{1});
    CHECK_THROWS_WITH_AS((QuantileBuckets{.column = "x"}.apply(frame)),
                         "QuantileBuckets: column 'x' is to be transformed before fit was called",
                         linnet::SettingError);
    CHECK(frame == frame_of(floats{1}));
    CHECK_THROWS_WITH_AS(fitted({1}, 1), "QuantileBuckets: column 'x' cannot have 1 buckets; there must be 2 to 2^20",
                         linnet::SettingError);
    CHECK_THROWS_AS(fitted({1}, 0), linnet::SettingError);
    CHECK_THROWS_AS(fitted({1}, (std::size_t{1} << 20) + 1), linnet::SettingError);
    CHECK_NOTHROW(fitted({1}, std::size_t{1} << 20));
    QuantileBuckets transform = fitted({1, 2}, 2);
    CHECK_THROWS_WITH_AS(transform.fit(frame_of(floats{missing_number})),
                         "QuantileBuckets: column 'x' has no number to learn from", linnet::DataError);
    CHECK(transform == fitted({1, 2}, 2));
    linnet::Frame words = frame_of(strings{"a"});
    CHECK_THROWS_WITH_AS(transform.apply(words), "a frame has no column of numbers 'x'; its columns are 'x'",
                         linnet::DataError);
    CHECK(words == frame_of(strings{"a"}));
}

} // namespace quantile_buckets_test
