// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Distinct strings, numbered from 0 in order of first appearance. The bytes lie in one arena and the hash table holds
/// numbers, so copies need no repair and a lookup does not allocate.
class StringPool {
public:
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
    /// A vocabulary adds one row to this many strings, and may have at most 2^32 - 2 rows.
    static constexpr std::size_t max_size = none - 2;

    /// The number of the string, which is added if it is new. Invalidates views returned earlier.
    /// Throws DataError beyond `max_size` strings.
    std::uint32_t add(std::string_view string);

    /// The number of the string, or `none`.
    [[nodiscard]] std::uint32_t find(std::string_view string) const {
        return slots_.size() == 0 ? none : slots_[slot_of(string, tag_of(string))].entry - 1;
    }

    /// requires: number < size(). Valid until the next `add`.
    [[nodiscard]] std::string_view operator[](std::uint32_t number) const {
        const std::size_t start = number == 0 ? 0 : ends_[number - 1];
        return {bytes_.data() + start, ends_[number] - start};
    }

    [[nodiscard]] std::size_t size() const { return ends_.size(); }

    [[nodiscard]] bool operator==(const StringPool& other) const {
        return ends_ == other.ends_ && bytes_ == other.bytes_;
    }

private:
    struct Slot {
        // The hash, cut to 32 bits: it saves most comparisons, and growing need not compute hashes again.
        std::uint32_t tag = 0;
        std::uint32_t entry = 0; // the number of the string plus 1; 0 for an empty slot
    };

    [[nodiscard]] static std::uint32_t tag_of(std::string_view string) {
        const std::size_t hash = std::hash<std::string_view>{}(string);
        return static_cast<std::uint32_t>(hash ^ hash >> 32);
    }

    /// The slot of the string, or the empty slot where it would go. The size of the table is a power of two, and it is
    /// at most half full.
    [[nodiscard]] std::size_t slot_of(std::string_view string, std::uint32_t tag) const {
        std::size_t slot = first_slot(tag);
        while (slots_[slot].entry != 0 && (slots_[slot].tag != tag || (*this)[slots_[slot].entry - 1] != string)) {
            slot = (slot + 1) & (slots_.size() - 1);
        }
        return slot;
    }

    [[nodiscard]] std::size_t first_slot(std::uint32_t tag) const { return tag & (slots_.size() - 1); }

    void grow();

    std::string bytes_;
    std::vector<std::size_t> ends_;
    AlignedBuffer<Slot> slots_;
};

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA::detail {

LINNET_HOT LINNET_DEFINITION std::uint32_t StringPool::add(std::string_view string) {
    if (2 * (size() + 1) > slots_.size()) {
        grow();
    }
    const std::uint32_t tag = tag_of(string);
    const std::size_t slot = slot_of(string, tag);
    if (slots_[slot].entry == 0) {
        if (size() == max_size) {
            fail<DataError>({"more than ", max_size, " distinct strings"});
        }
        const auto number = static_cast<std::uint32_t>(size());
        bytes_.append(string.data(), string.size());
        ends_.push_back(bytes_.size()); // cannot throw: `grow` made the room
        slots_[slot] = {tag, number + 1};
    }
    return slots_[slot].entry - 1;
}

LINNET_COLD LINNET_DEFINITION void StringPool::grow() {
    AlignedBuffer<Slot> old(slots_.size() == 0 ? 16 : 2 * slots_.size());
    ends_.reserve(old.size() / 2);
    std::swap(old, slots_);
    for (std::size_t i = 0; i < old.size(); ++i) {
        const Slot moved = old[i];
        if (moved.entry != 0) {
            std::size_t slot = first_slot(moved.tag);
            while (slots_[slot].entry != 0) {
                slot = (slot + 1) & (slots_.size() - 1);
            }
            slots_[slot] = moved;
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
