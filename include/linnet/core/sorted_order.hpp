// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// The positions 0 .. n - 1, ordered by rising keys. Positions of equal keys keep their order. A radix sort, one byte
/// of the keys at a time: O(n). It is one function, where each use of std::sort makes the compiler generate many.
[[nodiscard]] std::vector<std::size_t> sorted_order(std::span<const std::uint64_t> keys);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <array>
#include <numeric>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION std::vector<std::size_t> sorted_order(std::span<const std::uint64_t> keys) {
    std::vector<std::size_t> order(keys.size());
    std::vector<std::size_t> next(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (unsigned shift = 0; shift < 64; shift += 8) {
        std::array<std::size_t, 256> places{}; // first how many keys have each byte, then where the next goes
        for (const std::uint64_t key : keys) {
            ++places[key >> shift & 0xFF];
        }
        if (keys.empty() || places[keys[0] >> shift & 0xFF] == keys.size()) {
            continue; // all keys have the same byte here
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

#endif // LINNET_DEFINES
