// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/bucket.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/logs.hpp"

namespace bucket_test {

using linnet::bucket_names;
using floats = std::vector<float>;
using strings = std::vector<std::string>;

namespace {

strings buckets_of(const floats& values, const floats& edges) {
    const auto column = linnet::bucket(values, edges);
    strings result;
    for (std::size_t i = 0; i < column.size(); ++i) {
        result.emplace_back(column[i]);
    }
    return result;
}

} // namespace

TEST_CASE("buckets are named by their whole numbers, else by their edges") {
    CHECK(bucket_names(floats{18, 25, 35, 45, 50, 56}) ==
          strings{"under 18", "18-24", "25-34", "35-44", "45-49", "50-55", "56+"});
    CHECK(bucket_names(floats{1, 2, 4}) == strings{"under 1", "1", "2-3", "4+"});
    CHECK(bucket_names(floats{7}) == strings{"under 7", "7+"});
    CHECK(bucket_names(floats{0.5F, 1.5F}) == strings{"under 0.5", "0.5 to 1.5", "1.5+"});
    CHECK(bucket_names(floats{-5, 0, 5}) == strings{"under -5", "-5 to 0", "0 to 5", "5+"});
}

TEST_CASE("an edge belongs to the bucket above it, NaN to none") {
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK(buckets_of({17.9F, 18, 24.9F, 25, 55, 56, -infinity, infinity, std::nanf("")}, {18, 25, 56}) ==
          strings{"under 18", "18-24", "18-24", "25-55", "25-55", "56+", "under 18", "56+", ""});
    CHECK(buckets_of({}, {1}).empty());
}

TEST_CASE("edges that are no edges are refused") {
    CHECK_THROWS_WITH_AS(buckets_of({1}, {}), "bucket: no edges", linnet::SettingError);
    CHECK_THROWS_WITH_AS(buckets_of({1}, {1, 3, 2}), "bucket: edge 2, 2.000000, is not a number above the one before",
                         linnet::SettingError);
    CHECK_THROWS_AS(buckets_of({1}, {1, 1}), linnet::SettingError);
    CHECK_THROWS_AS(buckets_of({1}, {std::nanf("")}), linnet::SettingError);
    CHECK_THROWS_AS(buckets_of({1}, {1, std::numeric_limits<float>::infinity()}), linnet::SettingError);
}

TEST_CASE("the ages of ml-100k fill the buckets of MovieLens 1M") {
    const auto users = linnet_test::movielens_users();
    if (users.size() == 0) {
        return;
    }
    const auto& ages = users.numbers("age");
    const auto column = linnet::bucket(ages, floats{18, 25, 35, 45, 50, 56});
    CHECK(column.distinct() == 7);
    CHECK(column[0] == "18-24"); // 24
    CHECK(column[1] == "50-55"); // 53
    std::size_t young = 0;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < ages.size(); ++i) {
        young += ages[i] >= 25.0F && ages[i] <= 34.0F ? 1U : 0U;
        counted += column[i] == "25-34" ? 1U : 0U;
    }
    CHECK(young > 0);
    CHECK(counted == young);
}

} // namespace bucket_test
