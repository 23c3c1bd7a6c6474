// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/random.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>

#include <doctest/doctest.h>

namespace random_test {

using linnet::Random;

namespace {

using Block = std::array<std::uint32_t, 4>;
constexpr std::uint64_t ones = std::numeric_limits<std::uint64_t>::max();

/// Mean and variance of `count` draws.
template <class Draw>
std::array<double, 2> moments(std::uint64_t count, Draw draw) {
    double sum = 0;
    double squares = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const double x = draw(i);
        sum += x;
        squares += x * x;
    }
    const double mean = sum / static_cast<double>(count);
    return {mean, squares / static_cast<double>(count) - mean * mean};
}

} // namespace

TEST_CASE("Random gives the known answers of Philox4x32-10") {
    // From kat_vectors of Random123, the authors' own implementation.
    static_assert(Random{0, 0}.block(0) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(Random{ones, ones}.block(ones) == Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(Random{0x299f31d0a4093822, 0x0370734413198a2e}.block(0x85a308d3243f6a88) ==
          Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("the bits of many indices at once are those one by one") {
    for (const std::uint64_t stream : {std::uint64_t{0}, std::uint64_t{5}, ones}) {
        const Random random{0x299f31d0a4093822, stream};
        std::array<std::uint64_t, 11> indices{0, 1, 2, 3, 64, 129, 0x1FFFFFFFF, 0x200000000, ones, ones - 1, 7};
        std::array<std::uint64_t, 11> bits{};
        random.bits_of(indices, bits);
        for (std::size_t i = 0; i < indices.size(); ++i) {
            CHECK(bits[i] == random.bits(indices[i]));
            CHECK(Random::below_of(1000, bits[i]) == random.below(1000, indices[i]));
            CHECK(Random::uniform_of(bits[i]) == random.uniform(indices[i]));
        }
    }
}

TEST_CASE("many blocks at once are those one by one") {
    const auto check = []<std::size_t Blocks>(const Random& random, std::uint64_t first) {
        std::array<std::uint32_t, 4 * Blocks> words{};
        random.blocks(first, words);
        for (std::size_t i = 0; i < words.size(); ++i) {
            CHECK(words[i] == random.block(first + i / 4)[i % 4]);
        }
    };
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{0xFFFFFFFA}, ones - 5, std::uint64_t{1} << 36}) {
        for (const std::uint64_t stream : {std::uint64_t{0}, std::uint64_t{5}, ones}) {
            check.template operator()<1>(Random{0x299f31d0a4093822, stream}, first);
            check.template operator()<16>(Random{0x299f31d0a4093822, stream}, first);
            check.template operator()<16>(Random{ones, stream}, first);
        }
    }
}

TEST_CASE("words and pairs of words are read from the same blocks") {
    const Random random{42, 3};
    for (std::uint64_t i = 0; i < 8; ++i) {
        CHECK(random.word(i) == random.block(i / 4)[i % 4]);
        CHECK(random.bits(i) == (random.word(2 * i) | std::uint64_t{random.word(2 * i + 1)} << 32));
    }
}

TEST_CASE("seed, stream and index each change the numbers, and nothing else does") {
    std::set<std::uint64_t> seen;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        for (std::uint64_t stream = 0; stream < 8; ++stream) {
            for (std::uint64_t index = 0; index < 8; ++index) {
                seen.insert(Random{seed, stream}.bits(index));
                CHECK(Random{seed, stream}.bits(index) == Random{seed, stream}.bits(index));
            }
        }
    }
    CHECK(seen.size() == 512);
}

TEST_CASE("uniform numbers have the mean 1/2 and the variance 1/12") {
    const Random random{7, 0};
    constexpr std::uint64_t count = 100'000;
    const auto [mean, variance] = moments(count, [&](std::uint64_t i) { return random.uniform(i); });
    CHECK(std::abs(mean - 0.5) < 4 * 0.2887 / 316); // four standard errors
    CHECK(std::abs(variance - 1.0 / 12) < 0.002);
    std::array<int, 10> tenths{};
    for (std::uint64_t i = 0; i < count; ++i) {
        ++tenths[static_cast<std::size_t>(random.uniform(i) * 10)];
    }
    for (const int tenth : tenths) {
        CHECK(std::abs(tenth - 10'000) < 400);
    }
}

TEST_CASE("uniform numbers are never 0 or 1") {
    const Random random{1, 1};
    double lowest = 1;
    double highest = 0;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        lowest = std::min(lowest, random.uniform(i));
        highest = std::max(highest, random.uniform(i));
    }
    CHECK(lowest > 0);
    CHECK(highest < 1);
    // Half a step keeps the least and the greatest 52 bits away from the ends.
    CHECK(random.uniform(5) == (static_cast<double>(random.bits(5) >> 12) + 0.5) * 0x1p-52);
    CHECK((static_cast<double>(ones >> 12) + 0.5) * 0x1p-52 < 1);
}

TEST_CASE("below stays below its bound and reaches every number") {
    const Random random{5, 2};
    for (const std::uint64_t bound : {1U, 2U, 3U, 10U, 100U}) {
        std::set<std::uint64_t> seen;
        for (std::uint64_t i = 0; i < 5000; ++i) {
            seen.insert(random.below(bound, i));
        }
        CHECK(seen.size() == bound);
        CHECK(*seen.rbegin() == bound - 1);
    }
    CHECK(random.below(ones, 0) < ones);
    const auto [mean, variance] =
        moments(100'000, [&](std::uint64_t i) { return static_cast<double>(random.below(1001, i)); });
    CHECK(std::abs(mean - 500) < 4);
    CHECK(std::abs(variance - 83'500) < 1500);
}

} // namespace random_test
