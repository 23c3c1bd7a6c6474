// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/polynomial.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// ln2_high has enough trailing zeros that n * ln2_high is exact, so the reduction does not need a fused multiply-add.
// Adding `round` (1.5 * 2^mantissa bits) rounds to an integer, which then sits in the low bits of the sum.
template <class T>
struct ExpConstants;

template <>
struct ExpConstants<float> {
    static constexpr float lowest = -104.0F; // exp is below half of the smallest subnormal
    static constexpr float highest = 89.0F;  // exp overflows
    static constexpr float log2_e = 0x1.715476p+0F;
    static constexpr float ln2_high = 0x1.63p-1F;
    static constexpr float ln2_low = -0x1.bd0106p-13F;
    static constexpr float round = 0x1.8p23F;
    static constexpr float bias = 127.0F;
    static constexpr int mantissa_bits = 23;
};

template <>
struct ExpConstants<double> {
    static constexpr double lowest = -745.2;
    static constexpr double highest = 709.9;
    static constexpr double log2_e = 0x1.71547652b82fep+0;
    static constexpr double ln2_high = 0x1.62e42feep-1;
    static constexpr double ln2_low = 0x1.a39ef35793c76p-33;
    static constexpr double round = 0x1.8p52;
    static constexpr double bias = 1023.0;
    static constexpr int mantissa_bits = 52;
};

template <int Biases, class T>
inline constexpr T exp_round = ExpConstants<T>::round + Biases * ExpConstants<T>::bias;

/// x = n ln 2 + r with |r| <= ln(2) / 2: returns n + exp_round<Biases, T>, whose low bits hold n + Biases * bias.
/// Functions return one pack at a time, because g++ keeps a struct of packs in memory.
template <int Biases, class T, std::size_t W>
LINNET_INLINE pack<T, W> exp_shifted(pack<T, W> x) {
    return fma(x, pack<T, W>(ExpConstants<T>::log2_e), pack<T, W>(exp_round<Biases, T>));
}
/// The r that belongs to n.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> exp_rest(pack<T, W> x, pack<T, W> n) {
    using C = ExpConstants<T>;
    return fma(n, pack<T, W>(-C::ln2_low), fma(n, pack<T, W>(-C::ln2_high), x));
}

/// (exp(r) - 1) / r for |r| <= ln(2) / 2. The coefficients minimise the largest relative error of exp (Remez,
/// 50 digits): 2^-28.2 for float, 2^-57.9 for double.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> exp_slope(pack<T, W> r) {
    if constexpr (sizeof(T) == 4) {
        return polynomial(r, 1.0F, 0x1.fffffcp-2F, 0x1.555490p-3F, 0x1.5558f8p-5F, 0x1.123b04p-7F, 0x1.6a2276p-10F);
    } else {
        return polynomial(r, 1.0, 0x1.000000000000ap-1, 0x1.55555555554f8p-3, 0x1.5555555550754p-5,
                          0x1.1111111128170p-7, 0x1.6c16c1846fc5ap-10, 0x1.a01a0128fe083p-13, 0x1.a019994461daep-16,
                          0x1.71df271f43240p-19, 0x1.28ae34601dab8p-22, 0x1.ad7e8a1bb997dp-26);
    }
}

/// exp(x) for x in [lowest, highest] or NaN. 2^n is multiplied in as two halves, because 2^n may be subnormal or
/// infinite where the product is not. Only the second multiplication rounds.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> exp_in_range(pack<T, W> x) {
    using C = ExpConstants<T>;
    const pack<T, W> shifted = exp_shifted<2>(x);
    const pack<T, W> r = exp_rest(x, shifted - pack<T, W>(exp_round<2, T>));
    const pack<T, W> half = shifted.template shift_right<1>(); // its low bits: n / 2 + bias
    const pack<T, W> scale_1 = half.template shift_left<C::mantissa_bits>();
    const pack<T, W> scale_2 = bit_sub(shifted, half).template shift_left<C::mantissa_bits>();
    return fma(exp_slope(r), r * scale_1, scale_1) * scale_2;
}

} // namespace detail

/// exp(x), lane by lane, for every x. Results may be subnormal or infinite, and NaN gives NaN.
///
/// Error: at most 1.1 ulp with FMA and 1.3 ulp without, for float (every value tried) and double (sampled).
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> exp(pack<T, W> x) {
    using C = detail::ExpConstants<T>;
    // With the operands in this order, min and max pass a NaN on.
    return detail::exp_in_range(max(pack<T, W>(C::lowest), min(pack<T, W>(C::highest), x)));
}

} // namespace linnet::inline LINNET_ISA
