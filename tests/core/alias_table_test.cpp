// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/alias_table.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>

namespace alias_table_test {

using namespace linnet;

namespace {

/// How often each number is drawn, of all draws.
std::vector<double> shares(const std::vector<double>& weights) {
    AlignedBuffer<double> buffer(weights.size());
    std::copy(weights.begin(), weights.end(), buffer.data());
    const detail::AliasTable table(buffer);
    constexpr std::size_t draws = 100'000;
    std::vector<double> share(weights.size());
    const Random random{4, 5};
    for (std::size_t i = 0; i < draws; ++i) {
        share.at(table.draw_of(random.bits(i))) += 1.0 / draws;
    }
    return share;
}

} // namespace

TEST_CASE("numbers are drawn in proportion to their weights") {
    const std::vector<double> weights{0.0, 5.0, 0.5, 0.0, 2.5, 1.0, 1.0};
    const std::vector<double> got = shares(weights);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        CHECK(std::abs(got[i] - weights[i] / 10.0) < 0.005);
        CHECK((got[i] == 0.0) == (weights[i] == 0.0));
    }
    CHECK(shares({3.0})[0] == doctest::Approx(1.0));
}

TEST_CASE("there must be something to draw") {
    CHECK_THROWS_AS(shares({0.0, 0.0}), SettingError);
    CHECK_THROWS_AS(shares({}), SettingError);
}

} // namespace alias_table_test
