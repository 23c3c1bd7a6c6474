// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// Philox4x32-10: random bits as a pure function of (seed, stream, index), so that any lane or thread can draw any
/// number without drawing those before it.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
class Random {
public:
    constexpr Random(std::uint64_t seed, std::uint64_t stream) : seed_{seed}, stream_{stream} {}

    /// The four 32-bit words of block `index`.
    [[nodiscard]] constexpr std::array<std::uint32_t, 4> block(std::uint64_t index) const {
        std::array<std::uint32_t, 4> counter{low(index), high(index), low(stream_), high(stream_)};
        std::uint32_t key_0 = low(seed_);
        std::uint32_t key_1 = high(seed_);
        for (int round = 0; round < rounds; ++round) {
            const std::uint64_t product_0 = factor_0 * counter[0];
            const std::uint64_t product_1 = factor_1 * counter[2];
            counter = {high(product_1) ^ counter[1] ^ key_0, low(product_1), high(product_0) ^ counter[3] ^ key_1,
                       low(product_0)};
            key_0 += step_0;
            key_1 += step_1;
        }
        return counter;
    }

    /// Fills `words` with the words of blocks `first`, `first + 1`, ..., about three times as fast as one by one,
    /// because compilers vectorise its loops, which have no branches.
    template <std::size_t Words>
    LINNET_HOT void blocks(std::uint64_t first, std::array<std::uint32_t, Words>& words) const {
        constexpr std::size_t count = Words / 4;
        Counters<count> counter;
        for (std::size_t i = 0; i < count; ++i) {
            counter[0][i] = (first + i) & low_half;
            counter[1][i] = (first + i) >> 32;
            counter[2][i] = low(stream_);
            counter[3][i] = high(stream_);
        }
        run_rounds(counter);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t word = 0; word < 4; ++word) {
                words[4 * i + word] = static_cast<std::uint32_t>(counter[word][i]);
            }
        }
    }

    /// bits[i] = bits(indices[i]), as fast for each as `blocks`.
    template <std::size_t Count>
    LINNET_HOT void bits_of(const std::array<std::uint64_t, Count>& indices,
                            std::array<std::uint64_t, Count>& bits) const {
        Counters<Count> counter;
        for (std::size_t i = 0; i < Count; ++i) {
            counter[0][i] = indices[i] / 2 & low_half;
            counter[1][i] = indices[i] / 2 >> 32;
            counter[2][i] = low(stream_);
            counter[3][i] = high(stream_);
        }
        run_rounds(counter);
        for (std::size_t i = 0; i < Count; ++i) {
            const std::uint64_t first = counter[0][i] | counter[1][i] << 32;
            const std::uint64_t second = counter[2][i] | counter[3][i] << 32;
            bits[i] = indices[i] % 2 == 0 ? first : second;
        }
    }

    /// Word `index` of the stream.
    [[nodiscard]] constexpr std::uint32_t word(std::uint64_t index) const { return block(index / 4)[index % 4]; }

    /// 64 random bits: the pair of words `index`.
    [[nodiscard]] constexpr std::uint64_t bits(std::uint64_t index) const {
        const auto words = block(index / 2);
        const std::size_t first = index % 2 * 2;
        return words[first] | std::uint64_t{words[first + 1]} << 32;
    }

    /// Uniform in (0, 1). It is never 0 or 1, so its logarithm is finite.
    [[nodiscard]] constexpr double uniform(std::uint64_t index) const { return uniform_of(bits(index)); }
    /// The same of 64 random bits.
    [[nodiscard]] static constexpr double uniform_of(std::uint64_t bits) {
        return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
    }

    /// Uniform in 0 .. bound - 1. The bias is below bound / 2^64.
    [[nodiscard]] constexpr std::uint64_t below(std::uint64_t bound, std::uint64_t index) const {
        return below_of(bound, bits(index));
    }
    /// The same of 64 random bits.
    [[nodiscard]] static constexpr std::uint64_t below_of(std::uint64_t bound, std::uint64_t bits) {
        __extension__ using wide = unsigned __int128;
        return static_cast<std::uint64_t>(static_cast<wide>(bits) * bound >> 64);
    }

private:
    /// The words of several blocks: 32 bits in each element, which is as wide as the products.
    template <std::size_t Count>
    using Counters = std::array<std::array<std::uint64_t, Count>, 4>;
    static constexpr std::uint64_t low_half = 0xFFFFFFFF;

    template <std::size_t count>
    LINNET_INLINE void run_rounds(Counters<count>& counter) const {
        std::uint32_t key_0 = low(seed_);
        std::uint32_t key_1 = high(seed_);
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t i = 0; i < count; ++i) {
                const std::uint64_t product_0 = factor_0 * counter[0][i];
                const std::uint64_t product_1 = factor_1 * counter[2][i];
                counter[0][i] = product_1 >> 32 ^ counter[1][i] ^ key_0;
                counter[1][i] = product_1 & low_half;
                counter[2][i] = product_0 >> 32 ^ counter[3][i] ^ key_1;
                counter[3][i] = product_0 & low_half;
            }
            key_0 += step_0;
            key_1 += step_1;
        }
    }

    static constexpr int rounds = 10;
    static constexpr std::uint64_t factor_0 = 0xD2511F53;
    static constexpr std::uint64_t factor_1 = 0xCD9E8D57;
    static constexpr std::uint32_t step_0 = 0x9E3779B9;
    static constexpr std::uint32_t step_1 = 0xBB67AE85;

    [[nodiscard]] static constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
    [[nodiscard]] static constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

    std::uint64_t seed_;
    std::uint64_t stream_;
};

} // namespace linnet::inline LINNET_ISA
