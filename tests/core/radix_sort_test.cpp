// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/radix_sort.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "support/eager_pool.hpp"

namespace radix_sort_test {

TEST_CASE("numbers come in the order of the bits that are asked for, equal ones in theirs") {
    struct Bits {
        unsigned low, high;
    };
    for (const std::size_t size : {0U, 1U, 2U, 511U, 1023U, 1024U, 1535U, 1536U, 1537U, 5000U}) {
        for (const Bits bits : {Bits{0, 64}, Bits{0, 0}, Bits{64, 64}, Bits{63, 64}, Bits{3, 12}, Bits{8, 16}}) {
            std::vector<std::uint64_t> numbers(size);
            for (std::size_t i = 0; i < size; ++i) {
                numbers[i] = linnet::Random{size, bits.low}.bits(i);
            }
            const auto part = [&](std::uint64_t number) {
                return bits.low == bits.high ? 0 : number << (64 - bits.high) >> (64 - bits.high + bits.low);
            };
            auto expected = numbers;
            std::stable_sort(expected.begin(), expected.end(),
                             [&](std::uint64_t a, std::uint64_t b) { return part(a) < part(b); });
            auto threads = numbers;
            linnet::detail::radix_sort(numbers, bits.low, bits.high);
            linnet::detail::radix_sort(threads, bits.low, bits.high, &linnet_test::three_threads());
            CAPTURE(size);
            CAPTURE(bits.low);
            CHECK(numbers == expected);
            CHECK(threads == expected);
        }
    }
}

} // namespace radix_sort_test
