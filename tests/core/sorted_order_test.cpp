// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/sorted_order.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

namespace {

std::vector<std::size_t> naive_order(const std::vector<std::uint64_t>& keys) {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
}

} // namespace

TEST_CASE("keys of any bits are put in order, and equal ones stay in theirs") {
    for (const std::size_t size : {0U, 1U, 2U, 3U, 100U, 1000U}) {
        for (const std::uint64_t mask : {~std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{0xFF} << 56,
                                         std::uint64_t{0x0F000F0000}, std::uint64_t{0}}) {
            std::vector<std::uint64_t> keys(size);
            for (std::size_t i = 0; i < size; ++i) {
                keys[i] = linnet::Random{size, mask}.bits(i) & mask;
            }
            CAPTURE(size);
            CAPTURE(mask);
            CHECK(linnet::sorted_order(keys) == naive_order(keys));
        }
    }
}
