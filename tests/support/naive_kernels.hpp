// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace linnet_test {

/// a b + c as this build of linnet does it.
template <class T>
[[nodiscard]] T naive_multiply_add(T a, T b, T c) {
    return LINNET_HAS_FMA ? std::fma(a, b, c) : a * b + c;
}

/// A sum of products that is known twice: with the bits that it must have, and in double, together with the sum of
/// magnitudes for a tolerance.
template <class T>
struct NaiveSum {
    T bits;
    double value = static_cast<double>(bits);
    double magnitude = std::abs(value);
    std::size_t terms = 1;

    void multiply_add(T a, T b) {
        bits = naive_multiply_add(a, b, bits);
        const double product = static_cast<double>(a) * static_cast<double>(b);
        value += product;
        magnitude += std::abs(product);
        ++terms;
    }
    /// Whether the bits are within rounding of the value. This guards the twin itself.
    [[nodiscard]] bool plausible() const {
        return std::abs(static_cast<double>(bits) - value) <=
               static_cast<double>(terms + 1) * std::numeric_limits<T>::epsilon() * magnitude;
    }
};

/// A guarded matrix of random numbers.
template <class T>
[[nodiscard]] linnet::GuardedMatrix<T> random_matrix(std::size_t rows, std::size_t columns, std::uint64_t seed,
                                                     std::size_t gap = 3) {
    linnet::GuardedMatrix<T> matrix{rows, columns, gap, static_cast<unsigned>(seed % 16)};
    matrix.draw(linnet::Random{seed, 21});
    return matrix;
}

/// Lengths around a pack and around a tile of four packs.
template <std::size_t W>
[[nodiscard]] std::vector<std::size_t> lengths_around_packs() {
    return {0, 1, W - 1, W, W + 1, 3 * W + 2, 4 * W - 1, 4 * W, 4 * W + 1, 5 * W + (W + 1) / 2, 8 * W + 1};
}

} // namespace linnet_test
