// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/narrow_loads.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace narrow_loads_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// How many lanes of all packs of the codes are not `scalar(code)`. The codes lie at an odd place.
template <class L, class Code, class Load, class Scalar>
std::size_t mistakes(const std::vector<Code>& codes, const Load& load, const Scalar& scalar) {
    using T = typename L::T;
    std::size_t count = 0;
    for (std::size_t first = 0; first + L::W <= codes.size(); ++first) {
        T got[L::W];
        load(codes.data() + first, AllLanes{}).store(got);
        for (std::size_t i = 0; i < L::W; ++i) {
            count += same(got[i], scalar(codes[first + i])) ? 0U : 1U;
        }
    }
    for (std::size_t n = 0; n <= L::W + 1; ++n) {
        const auto exact = std::make_unique<Code[]>(n); // so that a sanitizer sees a load that goes further
        std::copy_n(codes.data() + 1, n, exact.get());
        T got[L::W];
        if (n <= L::W) {
            load(exact.get(), FirstLanes{n}).store(got);
            for (std::size_t i = 0; i < L::W; ++i) {
                count += same(got[i], i < n ? scalar(exact[i]) : T{0}) ? 0U : 1U;
            }
        } else {
            load(exact.get(), FirstLanes{n}).store(got); // more than there are: all lanes
            count += same(got[L::W - 1], scalar(exact[L::W - 1])) ? 0U : 1U;
        }
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("integers of 8 bits are loaded exactly, at every width and place", L, int8) {
    using T = typename L::T;
    std::vector<std::int8_t> codes;
    for (int code = -128; code < 128; ++code) {
        codes.push_back(static_cast<std::int8_t>(code));
    }
    CHECK(mistakes<L>(
              codes, [](const std::int8_t* p, auto lanes) { return load_int8<T, L::W>(p, lanes); },
              [](std::int8_t code) { return static_cast<T>(code); }) == 0);
}
TEST_CASE_TEMPLATE_APPLY(int8, EveryWidth);

TEST_CASE_TEMPLATE_DEFINE("every bfloat16 is loaded exactly, at every width and place", L, bfloat16) {
    using T = typename L::T;
    std::vector<std::uint16_t> codes(65536);
    for (std::size_t code = 0; code < codes.size(); ++code) {
        codes[code] = static_cast<std::uint16_t>(code);
    }
    CHECK(mistakes<L>(
              codes, [](const std::uint16_t* p, auto lanes) { return load_bfloat16<T, L::W>(p, lanes); },
              [](std::uint16_t code) {
                  return static_cast<T>(std::bit_cast<float>(static_cast<std::uint32_t>(code) << 16));
              }) == 0);
}
TEST_CASE_TEMPLATE_APPLY(bfloat16, EveryWidth);

} // namespace narrow_loads_test
