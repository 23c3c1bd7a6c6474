// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>

namespace linnet::inline LINNET_ISA {

/// The positions 0 .. n - 1, ordered by rising keys. Positions of equal keys keep their order. A radix sort: O(n), and
/// 16 bytes for each key while it runs, with the result. It is one function, where each use of std::sort makes the
/// compiler generate many. The result does not depend on the executor.
[[nodiscard]] std::vector<std::size_t> sorted_order(std::span<const std::uint64_t> keys, Executor* executor = nullptr);

namespace detail {

/// Where the keys of positions lie, in one of three ways.
class SortKeys {
public:
    explicit SortKeys(std::span<const std::uint64_t> keys) : keys_{keys.data()} {}
    explicit SortKeys(const std::vector<std::int64_t>& keys)
        : keys_{reinterpret_cast<const std::uint64_t*>(keys.data())}, flip_{std::uint64_t{1} << 63} {}
    /// A position has a code, and a code has a key; without `key_of_code` the code is the key.
    explicit SortKeys(std::span<const std::uint32_t> codes, std::span<const std::uint32_t> key_of_code = {})
        : codes_{codes.data()}, key_of_code_{key_of_code.data()} {}

    [[nodiscard]] std::uint64_t operator()(std::size_t position) const {
        return codes_ == nullptr         ? keys_[position] ^ flip_
               : key_of_code_ == nullptr ? codes_[position]
                                         : key_of_code_[codes_[position]];
    }

private:
    const std::uint64_t* keys_ = nullptr;
    std::uint64_t flip_ = 0; // negative keys come first
    const std::uint32_t* codes_ = nullptr;
    const std::uint32_t* key_of_code_ = nullptr;
};

/// The positions 0 .. n - 1 in order.
[[nodiscard]] std::vector<std::size_t> positions(std::size_t n, Executor* executor = nullptr);

/// Orders positions by rising keys; those of equal keys keep their order. An order that is right already is only read.
/// Else as `sorted_order`. requires: the positions are 0 .. order.size() - 1, in any order
void order_by(const SortKeys& keys, std::vector<std::size_t>& order, Executor* executor = nullptr);

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <bit>

#include <linnet/core/parts.hpp>
#include <linnet/core/radix_sort.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_HOT LINNET_DEFINITION std::vector<std::size_t> positions(std::size_t n, Executor* executor) {
    std::vector<std::size_t> order(n);
    for_each_share(executor, n, 1, 1, [&](std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            order[i] = i;
        }
    });
    return order;
}

LINNET_HOT LINNET_DEFINITION void order_by(const SortKeys& keys, std::vector<std::size_t>& order, Executor* executor) {
    static_assert(std::same_as<std::size_t, std::uint64_t>); // a position and bits of its key share one number
    if (order.size() < 2) {
        return;
    }
    const Parts parts{executor, order.size(), 512};
    std::vector<std::uint64_t> found(3 * parts.size()); // of each part the least key, the greatest, and any descents
    parts.run(4, [&](std::size_t part, std::size_t begin, std::size_t end) {
        std::uint64_t last = keys(order[begin == 0 ? 0 : begin - 1]);
        std::uint64_t least = keys(order[begin]);
        std::uint64_t greatest = least;
        bool descends = false;
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint64_t key = keys(order[i]);
            descends = descends || key < last;
            least = std::min(least, key);
            greatest = std::max(greatest, key);
            last = key;
        }
        found[3 * part] = least;
        found[3 * part + 1] = greatest;
        found[3 * part + 2] = descends ? 1 : 0;
    });
    bool sorted = true;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        found[0] = std::min(found[0], found[3 * part]);
        found[1] = std::max(found[1], found[3 * part + 1]);
        sorted = sorted && found[3 * part + 2] == 0;
    }
    if (sorted) {
        return;
    }
    const std::uint64_t least = found[0];
    const auto key_bits = static_cast<unsigned>(std::bit_width(found[1] - least));
    const auto position_bits = static_cast<unsigned>(std::bit_width(order.size() - 1));
    const std::uint64_t position_mask = (std::uint64_t{1} << position_bits) - 1;
    // A position takes so few bits that the lowest of those of its key fit in front of them; then the next ones.
    for (unsigned done = 0; done < key_bits;) {
        const unsigned bits = std::min(key_bits - done, 64 - position_bits);
        parts.run(8, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                order[i] |= (keys(order[i]) - least) >> done << position_bits;
            }
        });
        radix_sort(order, position_bits, position_bits + bits, executor);
        parts.run(1, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                order[i] &= position_mask;
            }
        });
        done += bits;
    }
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION std::vector<std::size_t> sorted_order(std::span<const std::uint64_t> keys,
                                                                    Executor* executor) {
    std::vector<std::size_t> order = detail::positions(keys.size(), executor);
    detail::order_by(detail::SortKeys{keys}, order, executor);
    return order;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
