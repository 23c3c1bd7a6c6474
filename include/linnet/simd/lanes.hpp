// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// Marks a load or store that touches every lane of the pack.
struct AllLanes {};

/// Marks a load or store that touches only the first `count` lanes; loads put zeros in the others. A `count` above the
/// width of the pack means every lane.
struct FirstLanes {
    std::size_t count;
};

/// Calls `body(i, lanes)` for i = 0, W, 2 W, ... below n, with `AllLanes` while W elements are left and with
/// `FirstLanes` for the rest.
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

/// As above, but over `Packs` packs at a time while there are enough, then over one at a time: calls
/// `body.operator()<Packs>(i, lanes)` and `body.operator()<1>(i, lanes)`.
template <std::size_t W, std::size_t Packs, class Body>
LINNET_INLINE void for_each_packs(std::size_t n, const Body& body) {
    std::size_t i = 0;
    for (; i < n / (Packs * W) * (Packs * W); i += Packs * W) {
        body.template operator()<Packs>(i, AllLanes{});
    }
    for (; i < n / W * W; i += W) {
        body.template operator()<1>(i, AllLanes{});
    }
    if constexpr (W > 1) {
        if (i < n) {
            body.template operator()<1>(i, FirstLanes{n - i});
        }
    }
}

} // namespace linnet::inline LINNET_ISA
