// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// The positions 0 .. n - 1 in the order of rising keys; positions of equal keys stay in order.
/// Radix sort, a byte of the keys at a time: O(n). Each std::sort is a dozen functions to compile, and this is one.
[[nodiscard]] LINNET_COLD inline std::vector<std::size_t> sorted_order(std::span<const std::uint64_t> keys) {
    std::vector<std::size_t> order(keys.size());
    std::vector<std::size_t> next(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (unsigned shift = 0; shift < 64; shift += 8) {
        std::array<std::size_t, 256> places{}; // first how many keys have a byte, then where the next of them goes
        for (const std::uint64_t key : keys) {
            ++places[key >> shift & 0xFF];
        }
        if (keys.empty() || places[keys[0] >> shift & 0xFF] == keys.size()) {
            continue; // all keys are alike here
        }
        std::size_t total = 0;
        for (std::size_t& place : places) {
            total += std::exchange(place, total);
        }
        for (const std::size_t position : order) {
            next[places[keys[position] >> shift & 0xFF]++] = position;
        }
        order.swap(next);
    }
    return order;
}

} // namespace linnet::inline LINNET_ISA
