// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Puts numbers in the order of their bits from `low` on and below `high`; those with equal bits keep their order. A
/// radix sort of up to eight bits at a time: O(n) for each of them, with as much memory again as the numbers take while
/// it runs. The result does not depend on the executor. requires: low <= high <= 64
void radix_sort(std::vector<std::uint64_t>& numbers, unsigned low, unsigned high, Executor* executor = nullptr);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <algorithm>
#include <utility>

#include <linnet/core/parts.hpp>

namespace linnet::inline LINNET_ISA::detail {

LINNET_HOT LINNET_DEFINITION void radix_sort(std::vector<std::uint64_t>& numbers, unsigned low, unsigned high,
                                             Executor* executor) {
    if (numbers.size() < 2 || low == high) {
        return;
    }
    constexpr unsigned digit_bits = 8; // as many streams as the first-level cache has lines for, and few passes
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    const Parts parts{executor, numbers.size(), 2 * digits};
    std::vector<std::uint64_t> spare(numbers.size());
    std::vector<std::uint64_t> places(parts.size() * digits);
    for (unsigned shift = low; shift < high; shift += digit_bits) {
        const std::uint64_t mask = (std::uint64_t{1} << std::min(digit_bits, high - shift)) - 1;
        for (std::uint64_t& place : places) {
            place = 0;
        }
        parts.run(2, [&](std::size_t part, std::size_t begin, std::size_t end) {
            std::uint64_t* const counts = places.data() + part * digits;
            for (std::size_t i = begin; i < end; ++i) {
                ++counts[numbers[i] >> shift & mask];
            }
        });
        // Where the first number of each part with each digit goes: digits in order, and within a digit the parts.
        std::uint64_t total = 0;
        for (std::size_t digit = 0; digit < digits; ++digit) {
            for (std::size_t part = 0; part < parts.size(); ++part) {
                total += std::exchange(places[part * digits + digit], total);
            }
        }
        parts.run(8, [&](std::size_t part, std::size_t begin, std::size_t end) {
            std::uint64_t* const next = places.data() + part * digits;
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint64_t number = numbers[i];
                spare[next[number >> shift & mask]++] = number;
            }
        });
        numbers.swap(spare);
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
