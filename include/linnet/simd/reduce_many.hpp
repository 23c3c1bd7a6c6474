// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The lanes of the widest register of at most W lanes, or 1 if there is none.
template <class T, std::size_t W>
consteval std::size_t register_width() {
    if constexpr (W == 1 || has_register<T, W>) {
        return W;
    } else {
        return register_width<T, W / 2>();
    }
}

/// Which lane goes to lane `lane` of `halve_pair`, counted through `a` and then `b`: a lane of the `half`-th half of
/// its group. Once halves are smaller than 16 bytes they stay within their 16 bytes, because moves across that border
/// cost more.
template <class T, std::size_t V, std::size_t Group>
consteval std::size_t half_source(std::size_t half, std::size_t lane) {
    constexpr std::size_t width = Group / 2;
    constexpr std::size_t block = width * sizeof(T) >= 16 ? V : 16 / sizeof(T); // lanes that are treated alike
    const std::size_t in_block = lane % block;
    const std::size_t of_b = in_block / (block / 2);
    const std::size_t kept = in_block % (block / 2);
    return lane / block * block + kept / width * Group + half * width + kept % width + of_b * V;
}

/// One step of many halving trees at once: groups of `Group` lanes of a and b become groups of half as many lanes, each
/// the sum of the halves of a group.
template <std::size_t Group, class T, std::size_t V, std::size_t... I>
LINNET_INLINE pack<T, V> halve_pair(pack<T, V> a, pack<T, V> b, std::index_sequence<I...>) {
    using raw [[gnu::vector_size(V * sizeof(T))]] = T;
    const raw x = std::bit_cast<raw>(a);
    const raw y = std::bit_cast<raw>(b);
    const raw lower = __builtin_shufflevector(x, y, (half_source<T, V, Group>(0, I))...);
    const raw upper = __builtin_shufflevector(x, y, (half_source<T, V, Group>(1, I))...);
    return std::bit_cast<pack<T, V>>(lower) + std::bit_cast<pack<T, V>>(upper);
}

// Packs are indexed by constants only, so that they stay in registers.
template <std::size_t Group, class T, std::size_t V, std::size_t Count, std::size_t... I>
LINNET_INLINE pack<T, V> halve_all(const pack<T, V> (&sums)[Count], std::index_sequence<I...>) {
    if constexpr (Group == 1) {
        return sums[0];
    } else {
        const pack<T, V> halves[] = {halve_pair<Group>(sums[2 * I], sums[2 * I + 1], std::make_index_sequence<V>{})...};
        return halve_all<Group / 2>(halves, std::make_index_sequence<sizeof...(I) / 2>{});
    }
}

} // namespace detail

/// V sums of lanes by the halving tree at once: lane r of the result has the bits that `lanes16::reduce` gives for the
/// V lanes of `sums[r]`. Needs a pack that is one register, or one lane.
/// Cost: V - 1 additions and twice as many moves of lanes, where V separate trees would take V log2(V) of each.
template <class T, std::size_t V>
LINNET_INLINE pack<T, V> reduce_many(const pack<T, V> (&sums)[V]) {
    static_assert(V == 1 || detail::has_register<T, V>);
    constexpr std::size_t in_block = std::min(V, 16 / sizeof(T)); // lanes of 16 bytes
    constexpr std::size_t blocks = V / in_block;
    const auto ordered = [&]<std::size_t... I>(std::index_sequence<I...>) LINNET_INLINE_LAMBDA {
        // As the tree deals them out: sum `blocks * k + p` ends in lane k of block p.
        const pack<T, V> dealt[V] = {sums[I % blocks * in_block + I / blocks]...};
        return detail::halve_all<V>(dealt, std::make_index_sequence<V / 2>{});
    };
    return ordered(std::make_index_sequence<V>{});
}

} // namespace linnet::inline LINNET_ISA
