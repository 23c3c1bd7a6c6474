// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/shuffle.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace shuffle_test {

TEST_CASE("a shuffled order holds every number once and depends on the stream alone") {
    for (const std::size_t n : {0U, 1U, 2U, 100U}) {
        std::vector<std::size_t> order(n, 77);
        linnet::shuffled_order(linnet::Random{1, 2}, order);
        auto again = order;
        linnet::shuffled_order(linnet::Random{1, 2}, again);
        CHECK(again == order);
        std::sort(again.begin(), again.end());
        for (std::size_t i = 0; i < n; ++i) {
            CHECK(again[i] == i);
        }
    }
}

TEST_CASE("the order is the one that drawing place by place gives") {
    for (const std::size_t n : {2U, 3U, 31U, 32U, 33U, 34U, 35U, 63U, 64U, 65U, 66U, 1000U}) {
        const linnet::Random random{5, n};
        std::vector<std::size_t> expected(n);
        for (std::size_t i = 0; i < n; ++i) {
            expected[i] = i;
        }
        for (std::size_t i = n; i > 1; --i) {
            std::swap(expected[i - 1], expected[random.below(i, i)]);
        }
        std::vector<std::size_t> order(n);
        linnet::shuffled_order(random, order);
        CAPTURE(n);
        CHECK(order == expected);
    }
}

TEST_CASE("every number comes to every place equally often") {
    std::array<std::array<int, 4>, 4> counts{};
    std::vector<std::size_t> order(4);
    for (std::uint64_t stream = 0; stream < 4000; ++stream) {
        linnet::shuffled_order(linnet::Random{3, stream}, order);
        for (std::size_t place = 0; place < 4; ++place) {
            ++counts[order[place]][place];
        }
    }
    for (const auto& row : counts) {
        for (const int count : row) {
            CHECK(count > 1000 - 5 * 28); // five standard deviations
            CHECK(count < 1000 + 5 * 28);
        }
    }
}

} // namespace shuffle_test
