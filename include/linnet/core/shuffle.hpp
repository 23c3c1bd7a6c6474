// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/random.hpp>

namespace linnet::inline LINNET_ISA {

/// Writes a random order of 0 .. n - 1, which depends on the random stream alone (Fisher and Yates).
void shuffled_order(Random random, std::span<std::size_t> order);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <numeric>

namespace linnet::inline LINNET_ISA {

LINNET_HOT LINNET_DEFINITION void shuffled_order(Random random, std::span<std::size_t> order) {
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Places are drawn ahead, so that memory brings many of them at the same time.
    constexpr std::size_t ahead = 32;
    std::size_t places[ahead]; // std::array asks more of the compiler
    const auto draw = [&](std::size_t i) {
        places[i % ahead] = random.below(i, i);
        __builtin_prefetch(order.data() + places[i % ahead], 1);
    };
    for (std::size_t i = order.size(); i > 1 && i + ahead > order.size(); --i) {
        draw(i);
    }
    for (std::size_t i = order.size(); i > 1; --i) {
        const std::size_t place = places[i % ahead];
        if (i > ahead + 1) {
            draw(i - ahead);
        }
        std::swap(order[i - 1], order[place]);
    }
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
