// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/column_packs.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace column_packs_test {

using namespace linnet;

namespace {

/// Whether tiles of at most `Most` packs of at most W lanes cover N columns, and no other.
template <std::size_t W, std::size_t Most, std::size_t N>
bool covers() {
    std::vector<int> times(N, 0);
    bool inside = true;
    std::size_t tiles = 0;
    kernels::for_each_pack_tile<W, N, Most>([&](std::size_t first, auto tile) {
        ++tiles;
        inside = inside && tile.lanes <= W && tile.packs <= Most;
        for (std::size_t p = 0; p < tile.packs; ++p) {
            for (std::size_t lane = 0; lane < tile.lanes; ++lane) {
                const std::size_t at = first + tile.offset(p) + lane;
                inside = inside && at < N;
                if (at < N) {
                    ++times[at];
                }
            }
        }
    });
    const bool each = std::all_of(times.begin(), times.end(), [](int count) { return count == 1 || count == 2; });
    const auto twice = std::count(times.begin(), times.end(), 2);
    return inside && each && static_cast<std::size_t>(twice) < std::min(W, N) && tiles <= N / Most + 1;
}

template <std::size_t W, std::size_t Most>
void check() {
    CAPTURE(W);
    CAPTURE(Most);
    [&]<std::size_t... N>(std::index_sequence<N...>) {
        const std::vector<bool> covered{covers<W, Most, N + 1>()...};
        CHECK(std::count(covered.begin(), covered.end(), false) == 0);
    }(std::make_index_sequence<70>{});
}

} // namespace

TEST_CASE("full packs cover any number of columns") {
    check<1, 4>();
    check<4, 1>();
    check<4, 3>();
    check<8, 4>();
    check<16, 2>();
}

TEST_CASE("columns that are whole packs are covered once") {
    std::vector<std::size_t> offsets;
    kernels::for_each_pack_tile<4, 20, 2>([&](std::size_t first, auto tile) {
        for (std::size_t p = 0; p < tile.packs; ++p) {
            offsets.push_back(first + tile.offset(p));
        }
    });
    CHECK(offsets == std::vector<std::size_t>{0, 4, 8, 12, 16});
}

} // namespace column_packs_test
