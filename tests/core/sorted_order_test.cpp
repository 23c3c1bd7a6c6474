// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/sorted_order.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/eager_pool.hpp"

namespace {

std::vector<std::size_t> naive_order(const std::vector<std::uint64_t>& keys) {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
}

} // namespace

TEST_CASE("keys of any bits are put in order, and equal ones stay in theirs") {
    for (const std::size_t size : {0U, 1U, 2U, 3U, 100U, 1000U, 1023U, 1024U, 1535U, 1537U}) {
        for (const std::uint64_t mask : {~std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{0xFF} << 56,
                                         std::uint64_t{0x0F000F0000}, std::uint64_t{0}}) {
            std::vector<std::uint64_t> keys(size);
            for (std::size_t i = 0; i < size; ++i) {
                keys[i] = linnet::Random{size, mask}.bits(i) & mask;
            }
            CAPTURE(size);
            CAPTURE(mask);
            CHECK(linnet::sorted_order(keys) == naive_order(keys));
            CHECK(linnet::sorted_order(keys, &linnet_test::three_threads()) == naive_order(keys));
        }
    }
}

TEST_CASE("signed keys, codes and keys of codes order positions that have an order") {
    using linnet::detail::SortKeys;
    std::vector<std::size_t> order{4, 0, 3, 1, 2};
    const std::vector<std::int64_t> times{5, std::numeric_limits<std::int64_t>::min(), -1, 5, 0};
    linnet::detail::order_by(SortKeys{times}, order);
    CHECK(order == std::vector<std::size_t>{1, 2, 4, 0, 3});
    const std::vector<std::uint32_t> codes{2, 0, 1, 2, 0};
    linnet::detail::order_by(SortKeys{codes}, order);
    CHECK(order == std::vector<std::size_t>{1, 4, 2, 0, 3});
    const std::vector<std::uint32_t> key_of_code{7, 7, 3};
    linnet::detail::order_by(SortKeys{codes, key_of_code}, order);
    CHECK(order == std::vector<std::size_t>{0, 3, 1, 4, 2});
}

TEST_CASE("an order that is right already stays, also where parts meet") {
    std::vector<std::uint64_t> keys(3000);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i] = i / 7;
    }
    CHECK(linnet::sorted_order(keys, &linnet_test::three_threads()) == linnet::detail::positions(3000));
    for (const std::size_t where : {1U, 999U, 1000U, 1001U, 2999U}) { // one descent
        auto descending = keys;
        descending[where] = 0;
        CHECK(linnet::sorted_order(descending, &linnet_test::three_threads()) == naive_order(descending));
    }
}
