// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <vector>

#include <linnet/core/random.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet_test {

/// A scalar type and a width, as the one parameter of a typed test.
template <class T_, std::size_t W_>
struct Lanes {
    using T = T_;
    static constexpr std::size_t W = W_;
    using Pack = linnet::pack<T, W>;
};

// Kernels are tested at every width. What is made of them would take an hour to compile at all of them, so that one
// build tests it at some widths and one that defines LINNET_TEST_OTHER_WIDTHS, as that with sanitizers does, at others.
#ifdef LINNET_TEST_OTHER_WIDTHS
inline constexpr bool other_widths = true;
using TestedWidths = std::tuple<Lanes<float, 1>, Lanes<float, 2>, Lanes<float, 8>, Lanes<double, 2>, Lanes<double, 8>>;
#else
inline constexpr bool other_widths = false;
using TestedWidths = std::tuple<Lanes<float, 1>, Lanes<float, 4>, Lanes<float, 16>, Lanes<double, 1>, Lanes<double, 4>>;
#endif

/// The width of what is tested at one only.
template <class T>
inline constexpr std::size_t one_width = sizeof(T) == 8 ? 4
                                         : other_widths ? 8
                                                        : 16;

// A build that defines LINNET_TEST_FEW_WIDTHS, for the sake of how it is compiled, tests kernels at few widths, too.
#ifdef LINNET_TEST_FEW_WIDTHS
using EveryWidth = TestedWidths;
using EveryUserWidth = TestedWidths;
#else
/// From scalar code to twice the widest register.
using EveryWidth =
    std::tuple<Lanes<float, 1>, Lanes<float, 2>, Lanes<float, 4>, Lanes<float, 8>, Lanes<float, 16>, Lanes<float, 32>,
               Lanes<double, 1>, Lanes<double, 2>, Lanes<double, 4>, Lanes<double, 8>, Lanes<double, 16>>;

/// The widths that a user may choose.
using EveryUserWidth =
    std::tuple<Lanes<float, 1>, Lanes<float, 2>, Lanes<float, 4>, Lanes<float, 8>, Lanes<float, 16>, Lanes<double, 1>,
               Lanes<double, 2>, Lanes<double, 4>, Lanes<double, 8>, Lanes<double, 16>>;
#endif

/// Equal bits, or both NaN.
template <class T>
[[nodiscard]] bool same(T a, T b) {
    using Bits = linnet::detail::bits_of<T>;
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
}

/// Zeros, ends of the normal and subnormal ranges, infinities, NaN, and a few plain numbers.
template <class T>
[[nodiscard]] std::vector<T> special_values() {
    using Limits = std::numeric_limits<T>;
    std::vector<T> values{T{0},
                          T{1},
                          T{0.5},
                          T{2},
                          T{3},
                          Limits::min(),
                          Limits::max(),
                          Limits::denorm_min(),
                          Limits::epsilon(),
                          Limits::infinity(),
                          Limits::quiet_NaN(),
                          Limits::min() / T{3}};
    for (std::size_t i = values.size(); i-- > 0;) {
        values.push_back(-values[i]);
    }
    return values;
}

/// `count` values whose bits are random: every magnitude, and some NaN.
template <class T>
[[nodiscard]] std::vector<T> random_bits(std::size_t count, std::uint64_t seed) {
    const linnet::Random random{seed, 7};
    std::vector<T> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(std::bit_cast<T>(static_cast<linnet::detail::bits_of<T>>(random.bits(i))));
    }
    return values;
}

/// `count` values uniform in [low, high].
template <class T>
[[nodiscard]] std::vector<T> random_values(std::size_t count, T low, T high, std::uint64_t seed) {
    const linnet::Random random{seed, 11};
    std::vector<T> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(static_cast<T>(low + (high - low) * random.uniform(i)));
    }
    return values;
}

/// f of every element, W at a time.
template <std::size_t W, class T, class F>
[[nodiscard]] std::vector<T> map_packs(const std::vector<T>& x, F f) {
    std::vector<T> result(x.size());
    linnet::for_each_pack<W>(x.size(), [&](std::size_t i, auto lanes) {
        f(linnet::pack<T, W>::load(x.data() + i, lanes)).store(result.data() + i, lanes);
    });
    return result;
}

} // namespace linnet_test
