// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

template <class T, std::size_t V>
[[nodiscard]] LINNET_INLINE T sum_of_lanes(pack<T, V> x) {
    if constexpr (V == 1) {
        return x.value();
    } else {
        return sum_of_lanes(lower_half(x) + upper_half(x));
    }
}

/// Compares `Packs` packs at a time with `Thresholds` thresholds, of which it makes as many sums. T holds the counts of
/// n <= 4096 scores exactly.
template <class T, std::size_t W, std::size_t Thresholds, std::size_t Packs, std::size_t... I>
LINNET_INLINE void count_packs(const T* scores, std::size_t n, const T* thresholds, std::size_t* counts,
                               std::index_sequence<I...>) {
    using P = pack<T, W>;
    const P from[] = {P(thresholds[I / Packs])...};
    P sums[] = {(static_cast<void>(I), P(T{0}))...};
    std::size_t i = 0;
    for (; i + Packs * W <= n; i += Packs * W) {
        ((sums[I] = sums[I] + select(from[I] <= P::load(scores + i + I % Packs * W), P(T{1}), P(T{0}))), ...);
    }
    for (std::size_t j = 0; j < Thresholds; ++j) {
        P sum = sums[j * Packs];
        for (std::size_t p = 1; p < Packs; ++p) {
            sum = sum + sums[j * Packs + p];
        }
        counts[j] += static_cast<std::size_t>(sum_of_lanes(sum));
        for (std::size_t k = i; k < n; ++k) {
            counts[j] += scores[k] >= thresholds[j] ? 1 : 0;
        }
    }
}

} // namespace detail

/// counts[j] += how many of the n scores are thresholds[j] or more, which NaN is not.
/// Cost: a comparison of packs for each threshold and W scores.
template <class T, std::size_t W>
LINNET_HOT void count_at_least(const T* scores, std::size_t n, std::span<const T> thresholds, std::size_t* counts) {
    constexpr std::size_t together = 4;
    constexpr std::size_t block = 4096; // stays in the first-level cache while it is compared with every threshold
    const auto every = std::make_index_sequence<together>{};
    for (std::size_t begin = 0; begin < n; begin += block) {
        const std::size_t count = std::min(block, n - begin);
        std::size_t j = 0;
        for (; j + together <= thresholds.size(); j += together) {
            detail::count_packs<T, W, together, 1>(scores + begin, count, thresholds.data() + j, counts + j, every);
        }
        for (; j < thresholds.size(); ++j) {
            detail::count_packs<T, W, 1, together>(scores + begin, count, thresholds.data() + j, counts + j, every);
        }
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
