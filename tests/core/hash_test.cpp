// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/hash.hpp>

#include <array>
#include <bit>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace hash_test {

using linnet::detail::stable_hash;

TEST_CASE("the hash is FNV-1a with the finaliser of MurmurHash3, whatever the machine") {
    // FNV-1a of "", "a" and "foobar" is cbf29ce484222325, af63dc4c8601ec8c and 85944171f73967e8 (the authors' vectors);
    // the finaliser was applied to them in Python.
    static_assert(stable_hash("") == 0xEFD01F60BA992926U);
    CHECK(stable_hash("a") == 0x82A2A958A9BECE5BU);
    CHECK(stable_hash("foobar") == 0x2C22194922D1672BU);
    CHECK(stable_hash("item 267") == 0xADB1010295A4B737U);
    CHECK(stable_hash("\xC3\xA9") == 0x9D55CCB9BA86763BU); // bytes beyond 127
    CHECK(stable_hash(std::string_view("\0", 1)) == 0xB9034AD37056F5FBU);
}

TEST_CASE("neighbours go to far places and fill every bucket alike") {
    std::array<int, 16> low{};
    std::array<int, 16> high{};
    int flipped = 0;
    for (int i = 0; i < 16'000; ++i) {
        const std::uint64_t hash = stable_hash(std::to_string(i));
        ++low[hash % 16];
        ++high[hash >> 60];
        flipped += std::popcount(hash ^ stable_hash(std::to_string(i + 1)));
    }
    for (std::size_t b = 0; b < 16; ++b) {
        CHECK(low[b] > 1000 - 5 * 31); // five standard deviations
        CHECK(low[b] < 1000 + 5 * 31);
        CHECK(high[b] > 1000 - 5 * 31);
        CHECK(high[b] < 1000 + 5 * 31);
    }
    CHECK(flipped > 16'000 * 31);
    CHECK(flipped < 16'000 * 33);
}

} // namespace hash_test
