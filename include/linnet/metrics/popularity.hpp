// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/sorted_order.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Stands for the place of an item that nobody had.
inline constexpr std::size_t unpopular = std::numeric_limits<std::size_t>::max();

/// The rows in order of falling counts, of equal ones the lower first; rows that nobody had are left out.
[[nodiscard]] LINNET_COLD inline std::vector<std::size_t> most_popular(std::span<const std::uint32_t> counts) {
    std::vector<std::uint64_t> keys(counts.size());
    std::size_t had = 0;
    for (std::size_t row = 0; row < counts.size(); ++row) {
        keys[row] = std::numeric_limits<std::uint32_t>::max() - counts[row];
        had += counts[row] != 0 ? 1 : 0;
    }
    std::vector<std::size_t> order = sorted_order(keys);
    order.resize(had);
    return order;
}

/// The inverse of that order: for each row its place, from 0.
[[nodiscard]] LINNET_COLD inline std::vector<std::size_t> popularity_places(std::span<const std::uint32_t> counts) {
    std::vector<std::size_t> places(counts.size(), unpopular);
    std::size_t place = 0;
    for (const std::size_t row : most_popular(counts)) {
        places[row] = place++;
    }
    return places;
}

} // namespace linnet::inline LINNET_ISA::detail
