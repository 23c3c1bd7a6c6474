// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>

namespace linnet_test {

/// Lane l += lane l + half, for half = size / 2, ..., 1.
template <class T>
[[nodiscard]] T halving_tree(std::vector<T> lanes) {
    for (std::size_t half = lanes.size() / 2; half > 0; half /= 2) {
        for (std::size_t l = 0; l < half; ++l) {
            lanes[l] += lanes[l + half];
        }
    }
    return lanes[0];
}

/// The canonical sum: element i to lane i % 64, zeros to the lanes that the last block misses.
template <class T>
[[nodiscard]] T naive_sum(std::span<const T> p) {
    std::vector<T> lanes(64, T{0});
    for (std::size_t i = 0; i < (p.size() + 63) / 64 * 64; ++i) {
        lanes[i % 64] += i < p.size() ? p[i] : T{0};
    }
    return halving_tree(lanes);
}

/// The canonical dot product: element i to lane i % 16, zeros to the lanes that the last block misses.
template <class T>
[[nodiscard]] T naive_dot(std::span<const T> a, std::span<const T> b) {
    std::vector<T> lanes(16, T{0});
    for (std::size_t i = 0; i < (a.size() + 15) / 16 * 16; ++i) {
        const T x = i < a.size() ? a[i] : T{0};
        const T y = i < a.size() ? b[i] : T{0};
        lanes[i % 16] = LINNET_HAS_FMA ? std::fma(x, y, lanes[i % 16]) : x * y + lanes[i % 16];
    }
    return halving_tree(lanes);
}

} // namespace linnet_test
