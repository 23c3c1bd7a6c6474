// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

// Sums whose bits do not depend on W. There is a fixed number of canonical lanes, element i goes to lane i % Lanes, and
// at the end the lanes are added by a fixed tree: lane l += lane l + half, for half = Lanes / 2, ..., 2, 1.
namespace linnet::inline LINNET_ISA {

namespace detail {

/// `Lanes` canonical lanes in packs of W. Every lane sees the same operations in the same order whatever W is: where a
/// partial block has no element for a lane, the lane takes a zero and is not skipped.
template <class T, std::size_t W, std::size_t Lanes>
class LaneBlock {
    static_assert(W <= Lanes, "linnet: a reduction needs a pack no wider than its canonical lanes.");
    static constexpr std::size_t count = Lanes / W;
    using Packs = std::make_index_sequence<count>;

public:
    LINNET_INLINE static LaneBlock zero() { return zero(Packs{}); }

    /// Lane l += p[l].
    LINNET_INLINE void add(const T* p) { add(p, Packs{}); }
    /// Lane l += p[l] for l < n, += 0 for the others.
    LINNET_INLINE void add_first(const T* p, std::size_t n) { add_first(p, n, Packs{}); }
    /// Lane l = fma(a[l], b[l], lane l).
    LINNET_INLINE void multiply_add(const T* a, const T* b) { multiply_add(a, b, Packs{}); }
    /// Lane l = fma(a[l], b[l], lane l) for l < n, fma(0, 0, lane l) for the others.
    LINNET_INLINE void multiply_add_first(const T* a, const T* b, std::size_t n) {
        multiply_add_first(a, b, n, Packs{});
    }
    /// Lane l becomes lane (l + By) % Lanes.
    template <std::size_t By>
    LINNET_INLINE void rotate() {
        if constexpr (By % Lanes != 0) {
            *this = rotated<By % Lanes>(Packs{});
        }
    }
    /// The sum of the lanes by the halving tree, in registers.
    [[nodiscard]] LINNET_INLINE T reduce() const { return halve(fold<0, 1>()); }

private:
    // Packs are indexed by constants only, so that they stay in registers.
    template <std::size_t... I>
    LINNET_INLINE static LaneBlock zero(std::index_sequence<I...>) {
        LaneBlock block;
        ((block.packs_[I] = pack<T, W>(T{0})), ...);
        return block;
    }
    template <std::size_t... I>
    LINNET_INLINE void add(const T* p, std::index_sequence<I...>) {
        ((packs_[I] = packs_[I] + pack<T, W>::load(p + I * W)), ...);
    }
    template <std::size_t... I>
    LINNET_INLINE void add_first(const T* p, std::size_t n, std::index_sequence<I...>) {
        ((packs_[I] = packs_[I] + load_first<I>(p, n)), ...);
    }
    template <std::size_t... I>
    LINNET_INLINE void multiply_add(const T* a, const T* b, std::index_sequence<I...>) {
        ((packs_[I] = fma(pack<T, W>::load(a + I * W), pack<T, W>::load(b + I * W), packs_[I])), ...);
    }
    template <std::size_t... I>
    LINNET_INLINE void multiply_add_first(const T* a, const T* b, std::size_t n, std::index_sequence<I...>) {
        ((packs_[I] = fma(load_first<I>(a, n), load_first<I>(b, n), packs_[I])), ...);
    }
    template <std::size_t I>
    LINNET_INLINE static pack<T, W> load_first(const T* p, std::size_t n) {
        const std::size_t first = std::min(I * W, n);
        return pack<T, W>::load(p + first, FirstLanes{n - first});
    }

    template <std::size_t By, std::size_t... I>
    [[nodiscard]] LINNET_INLINE LaneBlock rotated(std::index_sequence<I...>) const {
        LaneBlock block;
        ((block.packs_[I] =
              pack<T, W>::template shift<By % W>(packs_[(I + By / W) % count], packs_[(I + By / W + 1) % count])),
         ...);
        return block;
    }
    /// Packs First, First + Stride, ...: the steps of the tree that are at least a pack wide.
    template <std::size_t First, std::size_t Stride>
    [[nodiscard]] LINNET_INLINE pack<T, W> fold() const {
        if constexpr (Stride == count) {
            return packs_[First];
        } else {
            return fold<First, 2 * Stride>() + fold<First + Stride, 2 * Stride>();
        }
    }
    /// The steps of the tree within a pack.
    template <std::size_t V>
    LINNET_INLINE static T halve(pack<T, V> x) {
        if constexpr (V == 1) {
            return x.value();
        } else {
            return halve(lower_half(x) + upper_half(x));
        }
    }

    pack<T, W> packs_[count];
};

} // namespace detail

/// The accumulator of every dot product: 16 canonical lanes. `zero()`, `multiply_add(a, b)` for 16 elements,
/// `multiply_add_first(a, b, n)` for a last block of n < 16, `reduce()`. Needs W <= 16.
template <class T, std::size_t W>
using lanes16 = detail::LaneBlock<T, W, 16>;

// In a namespace of their own, as layers have similar names.
namespace kernels {

/// a[0] b[0] + ... + a[n - 1] b[n - 1] over 16 canonical lanes: the same bits for every W <= 16. 0 for n = 0.
template <class T, std::size_t W>
LINNET_INLINE T dot(const T* a, const T* b, std::size_t n) {
    auto lanes = lanes16<T, W>::zero();
    std::size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        lanes.multiply_add(a + i, b + i);
    }
    if (i < n) {
        lanes.multiply_add_first(a + i, b + i, n - i);
    }
    return lanes.reduce();
}

/// p[0] + ... + p[n - 1] over 64 canonical lanes: the same bits for every W <= 64. 0 for n = 0.
template <class T, std::size_t W>
[[nodiscard]] T sum(const T* p, std::size_t n) {
    auto lanes = linnet::detail::LaneBlock<T, W, 64>::zero();
    std::size_t i = 0;
    for (; i + 64 <= n; i += 64) {
        lanes.add(p + i);
    }
    if (i < n) {
        lanes.add_first(p + i, n - i);
    }
    return lanes.reduce();
}

} // namespace kernels

} // namespace linnet::inline LINNET_ISA
