// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>

namespace linnet {

/// Says that a load or store touches every lane of the pack.
struct AllLanes {};

/// Says that a load or store touches the first `count` lanes only; loads put zeros in the others. `count` may exceed
/// the pack's width, which then means every lane.
struct FirstLanes {
    std::size_t count;
};

/// Calls `body(i, lanes)` for i = 0, W, 2 W ... below n: `AllLanes` while W elements are left, `FirstLanes` for the
/// rest. The only place where a remainder is written.
template <std::size_t W, class Body>
LINNET_INLINE void for_each_pack(std::size_t n, Body&& body) {
    std::size_t i = 0;
    for (; i + W <= n; i += W) {
        body(i, AllLanes{});
    }
    if constexpr (W > 1) {
        if (i < n) {
            body(i, FirstLanes{n - i});
        }
    }
}

} // namespace linnet
