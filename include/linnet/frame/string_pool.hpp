// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
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

    /// Adds `count` strings and writes their numbers. Waits for memory once for many strings, where `add` waits for
    /// each of them in turn. Throws what `add` throws.
    void add(const std::string_view* strings, std::size_t count, std::uint32_t* numbers);

    /// Strings of another pool, each of them once, in the given order. The hash table is made when it is needed, by the
    /// next `add`; `find` is not to be called before.
    [[nodiscard]] static StringPool of(const StringPool& other, std::span<const std::uint32_t> numbers,
                                       Executor* executor);

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

    std::uint32_t add(std::string_view string, std::uint32_t tag);
    void make_room();
    void insert(Slot entered);

    std::string bytes_;
    std::vector<std::size_t> ends_;
    AlignedBuffer<Slot> slots_; // none, or one for every string
};

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA::detail {

LINNET_HOT LINNET_DEFINITION std::uint32_t StringPool::add(std::string_view string) {
    return add(string, tag_of(string));
}

LINNET_DEFINITION std::uint32_t StringPool::add(std::string_view string, std::uint32_t tag) {
    if (2 * (size() + 1) > slots_.size()) {
        make_room();
    }
    const std::size_t slot = slot_of(string, tag);
    if (slots_[slot].entry == 0) {
        if (size() == max_size) {
            fail<DataError>({"more than ", max_size, " distinct strings"});
        }
        const auto number = static_cast<std::uint32_t>(size());
        bytes_.append(string.data(), string.size());
        ends_.push_back(bytes_.size()); // cannot throw: `make_room` has reserved it
        slots_[slot] = {tag, number + 1};
    }
    return slots_[slot].entry - 1;
}

LINNET_HOT LINNET_DEFINITION void StringPool::add(const std::string_view* strings, std::size_t count,
                                                  std::uint32_t* numbers) {
    constexpr std::size_t together = 32; // of which a processor may wait for the memory at the same time
    std::uint32_t tags[together];        // std::array asks more of the compiler
    for (std::size_t first = 0; first < count; first += together) {
        const std::size_t some = std::min(together, count - first);
        if (2 * (size() + some) > slots_.size()) {
            make_room();
        }
        for (std::size_t i = 0; i < some; ++i) {
            tags[i] = tag_of(strings[first + i]);
            __builtin_prefetch(slots_.data() + first_slot(tags[i]));
        }
        for (std::size_t i = 0; i < some; ++i) {
            const Slot slot = slots_[first_slot(tags[i])];
            if (slot.entry != 0) {
                __builtin_prefetch(ends_.data() + slot.entry - 1);
            }
        }
        for (std::size_t i = 0; i < some; ++i) {
            const Slot slot = slots_[first_slot(tags[i])];
            if (slot.entry != 0) {
                __builtin_prefetch((*this)[slot.entry - 1].data());
            }
        }
        for (std::size_t i = 0; i < some; ++i) {
            numbers[first + i] = add(strings[first + i], tags[i]);
        }
    }
}

LINNET_HOT LINNET_DEFINITION StringPool StringPool::of(const StringPool& other, std::span<const std::uint32_t> numbers,
                                                       Executor* executor) {
    StringPool result;
    result.ends_.resize(numbers.size());
    std::size_t end = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        end += other[numbers[i]].size();
        result.ends_[i] = end;
    }
    result.bytes_.resize(end);
    for_each_share(executor, numbers.size(), 1, 32, [&](std::size_t first, std::size_t count) {
        char* to = result.bytes_.data() + (first == 0 ? 0 : result.ends_[first - 1]);
        for (std::size_t i = first; i < first + count; ++i) {
            for (const char c : other[numbers[i]]) {
                *to++ = c;
            }
        }
    });
    return result;
}

LINNET_COLD LINNET_DEFINITION void StringPool::make_room() {
    std::size_t wanted = 16;
    while (wanted < 4 * size()) {
        wanted *= 2;
    }
    ends_.reserve(wanted / 2);
    const bool has_table = slots_.size() != 0;
    AlignedBuffer<Slot> old(wanted);
    std::swap(old, slots_);
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (old[i].entry != 0) {
            insert(old[i]);
        }
    }
    for (std::size_t number = 0; !has_table && number < size(); ++number) {
        const auto entry = static_cast<std::uint32_t>(number);
        insert({tag_of((*this)[entry]), entry + 1});
    }
}

LINNET_DEFINITION void StringPool::insert(Slot entered) {
    std::size_t slot = first_slot(entered.tag);
    while (slots_[slot].entry != 0) {
        slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = entered;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
