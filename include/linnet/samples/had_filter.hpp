// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Whether an id is in a rising list. Its steps have no branches that depend on the ids.
[[nodiscard]] LINNET_INLINE bool is_among(std::span<const row_id> rising, row_id id) {
    const row_id* first = rising.data();
    std::size_t count = rising.size();
    while (count > 1) {
        const std::size_t half = count / 2;
        // All ones if first[half] <= id: of a comparison compilers make a branch.
        const std::int64_t moves = (static_cast<std::int64_t>(first[half]) - static_cast<std::int64_t>(id) - 1) >> 63;
        first += half & static_cast<std::size_t>(moves);
        count -= half;
    }
    return count == 1 && *first == id;
}

/// Answers for nearly all items that a user did not have them, by one read of memory, where a search takes a read for
/// each halving of what the user had. It has 16 to 32 bits for each item of a user, of which the hash of the item sets
/// one, or, if there are no more items than that, a bit for each item of the catalogue. A copy, which need not outlive
/// the log. Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13(7), 1970, with one
/// hash.
class HadFilter {
public:
    HadFilter() = default;
    explicit HadFilter(const UserItems& log);

    /// False if the user did not have the item. True if they had it and, unless `knows` the user, for one in 16 to 32
    /// of the other items.
    [[nodiscard]] LINNET_INLINE bool may_have(row_id user, row_id item) const {
        if (user >= users()) {
            return false;
        }
        const std::uint64_t bit = bit_of(user, item);
        return (words_[bit / 64] >> bit % 64 & 1) != 0;
    }
    /// Whether `may_have` is never wrong about a user.
    [[nodiscard]] LINNET_INLINE bool knows(row_id user) const { return user >= users() || shift(user) == 0; }
    /// Announces `prefetch_bits` for a user, and that one `may_have`.
    LINNET_INLINE void prefetch(row_id user) const { __builtin_prefetch(users_.data() + 2 * std::size_t{user}); }
    LINNET_INLINE void prefetch_bits(row_id user) const {
        if (user < users()) {
            const std::uint64_t* const words = words_.data() + first_bit(user) / 64;
            for (std::size_t line = 0; line < (hash(user) >> 8 & 0xFF); ++line) {
                __builtin_prefetch(words + line * (cache_line / sizeof(std::uint64_t)));
            }
        }
    }

private:
    static constexpr std::uint64_t most_lines = 16; ///< that are prefetched

    [[nodiscard]] LINNET_INLINE std::size_t users() const { return users_.size() / 2; }
    [[nodiscard]] LINNET_INLINE std::uint64_t first_bit(row_id user) const { return users_[2 * std::size_t{user}]; }
    [[nodiscard]] LINNET_INLINE std::uint64_t hash(row_id user) const { return users_[2 * std::size_t{user} + 1]; }
    [[nodiscard]] LINNET_INLINE unsigned shift(row_id user) const { return hash(user) & 0xFF; }
    [[nodiscard]] LINNET_INLINE std::uint64_t bit_of(row_id user, row_id item) const {
        const auto factor = static_cast<std::uint32_t>(hash(user) >> 32);
        return first_bit(user) + (std::uint64_t{item * factor} >> shift(user));
    }

    // Numbers in place of a struct, as a vector of a type of its own is dear to compile.
    /// Of each user the first bit, and then: the factor of the hash, 32 bits; 16 bits of nothing; the lines of the
    /// cache to prefetch, 8 bits; how far products of 32 bits are shifted so that as many bits are left as count the
    /// user's.
    std::vector<std::uint64_t> users_;
    std::vector<std::uint64_t> words_;
};

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <algorithm>
#include <bit>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION HadFilter::HadFilter(const UserItems& log) : users_(2 * log.users()), words_(1) {
    constexpr std::uint64_t bits_per_item = 16;
    constexpr std::uint64_t fibonacci = 0x9E3779B1; // hashes rows in turn to places far from each other
    for (std::size_t user = 0; user < users(); ++user) {
        const std::uint64_t had = log.of(user).size();
        if (had == 0) {
            continue; // a factor of 0: bit 0, which stays 0
        }
        const std::uint64_t hashed = std::max<std::uint64_t>(64, std::bit_ceil(bits_per_item * had));
        const bool knows = log.items() <= hashed || hashed >> 32 != 0;
        const std::uint64_t words = ((knows ? log.items() : hashed) + 63) / 64;
        const std::uint64_t lines = std::min(words / 8 + 1, most_lines);
        const auto shifted = static_cast<std::uint64_t>(32 - std::countr_zero(hashed));
        users_[2 * user] = 64 * words_.size();
        users_[2 * user + 1] = (knows ? 1 : fibonacci) << 32 | lines << 8 | (knows ? 0 : shifted);
        words_.resize(words_.size() + words);
        for (const row_id item : log.of(user)) {
            const std::uint64_t bit = bit_of(static_cast<row_id>(user), item);
            words_[bit / 64] |= std::uint64_t{1} << bit % 64;
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
