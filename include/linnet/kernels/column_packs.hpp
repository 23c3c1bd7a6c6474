// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// Where `Packs` packs of `Lanes` lanes lie from the first column of a tile on: side by side, but for the last, which
/// begins at `Last`.
template <std::size_t Lanes, std::size_t Packs, std::size_t Last>
struct PackTile {
    static constexpr std::size_t lanes = Lanes;
    static constexpr std::size_t packs = Packs;

    [[nodiscard]] static constexpr std::size_t offset(std::size_t pack) {
        return pack + 1 < Packs ? pack * Lanes : Last;
    }
};

/// Calls `body(first, tile)` for tiles of at most `Most` packs that together cover N > 0 columns, where `tile` is a
/// PackTile and `first` the column from which its offsets count. For what treats each column by itself: all packs are
/// full, because a load or store of a part of a pack is slow on some machines. So packs are at most as wide as the
/// columns, and the last one ends with them: it may cover some columns twice.
template <std::size_t W, std::size_t N, std::size_t Most, class Body>
LINNET_INLINE void for_each_pack_tile(const Body& body) {
    constexpr std::size_t lanes = std::min(W, std::bit_floor(N));
    constexpr std::size_t whole = N / lanes / Most; // tiles of packs side by side
    constexpr std::size_t first = whole * Most * lanes;
    for (std::size_t tile = 0; tile < whole; ++tile) {
        body(tile * Most * lanes, PackTile<lanes, Most, (Most - 1) * lanes>{});
    }
    if constexpr (first < N) {
        body(first, PackTile<lanes, (N - first + lanes - 1) / lanes, N - lanes - first>{});
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
