// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/lanes.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace lanes_test {

using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("for_each_pack visits every element once, in order, the remainder last", L, visits) {
    constexpr std::size_t W = L::W;
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2}) {
        CAPTURE(n);
        std::size_t next = 0;
        bool after_remainder = false;
        linnet::for_each_pack<W>(n, [&](std::size_t i, auto lanes) {
            CHECK(i == next);
            CHECK_FALSE(after_remainder);
            if constexpr (std::is_same_v<decltype(lanes), linnet::AllLanes>) {
                next += W;
            } else {
                CHECK(lanes.count > 0);
                CHECK(lanes.count < W);
                next += lanes.count;
                after_remainder = true;
            }
        });
        CHECK(next == n);
    }
}
TEST_CASE_TEMPLATE_APPLY(visits, EveryWidth);

TEST_CASE_TEMPLATE_DEFINE("for_each_packs takes several packs while it can, then one, then the remainder", L, groups) {
    constexpr std::size_t W = L::W;
    for (const std::size_t n : {std::size_t{0}, W - 1, W, 2 * W + 1, 3 * W, 7 * W + (W + 1) / 2}) {
        CAPTURE(n);
        std::size_t next = 0;
        std::size_t last_packs = 3;
        linnet::for_each_packs<W, 3>(n, [&]<std::size_t Packs>(std::size_t i, auto lanes) {
            CHECK(i == next);
            CHECK(Packs <= last_packs);
            CHECK((Packs == 3 || n - i < 3 * W));
            last_packs = Packs;
            if constexpr (std::is_same_v<decltype(lanes), linnet::AllLanes>) {
                next += Packs * W;
            } else {
                CHECK(lanes.count < W);
                next += lanes.count;
            }
        });
        CHECK(next == n);
    }
}
TEST_CASE_TEMPLATE_APPLY(groups, EveryWidth);

} // namespace lanes_test
