// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/polynomial.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// pi / 2 in parts. All but the last have enough trailing zeros that n times the part is exact, so the reduction does
// not need a fused multiply-add.
template <class T>
struct CosConstants;

template <>
struct CosConstants<float> {
    static constexpr float highest = 0x1p22F; // where a quarter of a turn is still more than the gap between floats
    static constexpr float quarters = 0x1.45f306p-1F; // 2 / pi
    static constexpr float high[2] = {0x1.92p+0F, 0x1.fb4p-12F};
    static constexpr float low = 0x1.444p-24F;
    static constexpr float lowest = 0x1.68c234p-39F;
};

template <>
struct CosConstants<double> {
    static constexpr double highest = 0x1p50;
    static constexpr double quarters = 0x1.45f306dc9c883p-1;
    static constexpr double high[1] = {0x1.921fb544p+0};
    static constexpr double low = 0x1.0b4611a6p-34;
    static constexpr double lowest = 0x1.3198a2e037073p-69;
};

/// x within the range in which quarters of a turn can be counted. NaN stays NaN.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> cos_range(pack<T, W> x) {
    constexpr T highest = CosConstants<T>::highest;
    return max(pack<T, W>(-highest), min(pack<T, W>(highest), x));
}

/// x = n pi / 2 + r with |r| <= pi / 4: returns a number whose low bits hold n. Functions return one pack at a time,
/// because g++ keeps a struct of packs in memory.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> cos_quarters(pack<T, W> x) {
    return fma(x, pack<T, W>(CosConstants<T>::quarters), pack<T, W>(ExpConstants<T>::round));
}
/// The r that belongs to n. Subtracting the high parts is exact, and what the next subtraction rounds away is added to
/// the last part, so that r is rounded once.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> cos_rest(pack<T, W> x, pack<T, W> quarters) {
    using C = CosConstants<T>;
    using P = pack<T, W>;
    const P n = quarters - P(ExpConstants<T>::round);
    P rest = x;
    for (const T part : C::high) {
        rest = fma(n, P(-part), rest);
    }
    const P near = fma(n, P(-C::low), rest);
    return near + fma(n, P(-C::lowest), fma(n, P(-C::low), rest - near));
}

/// (sin(r) - r) / r^3 and (cos(r) - 1 + r^2 / 2) / r^4 for z = r^2 and |r| <= pi / 4. The coefficients minimise the
/// largest relative error of sin and cos (Remez, 50 digits; each is rounded before the next ones are fitted again):
/// 2^-27.9 and 2^-33.0 for float, 2^-57.9 and 2^-63.9 for double.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> sin_tail(pack<T, W> z) {
    if constexpr (sizeof(T) == 4) {
        return polynomial(z, -0x1.555546p-3F, 0x1.110776p-7F, -0x1.9952fap-13F);
    } else {
        return polynomial(z, -0x1.5555555555548p-3, 0x1.111111110f730p-7, -0x1.a01a019be9218p-13, 0x1.71de35552b6e1p-19,
                          -0x1.ae5e4b8402011p-26, 0x1.5d8b559ecce0bp-33);
    }
}
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> cos_tail(pack<T, W> z) {
    if constexpr (sizeof(T) == 4) {
        return polynomial(z, 0x1.55554ap-5F, -0x1.6c0c28p-10F, 0x1.99e80cp-16F);
    } else {
        return polynomial(z, 0x1.555555555554bp-5, -0x1.6c16c16c1500dp-10, 0x1.a01a019c8dd1bp-16,
                          -0x1.27e4f7f04fe2dp-22, 0x1.1ee9dacb501abp-29, -0x1.8fa5ec61d743ep-37);
    }
}

/// sin(n pi / 2 + r), where the low bits of `quarters` hold n: sin(r) or cos(r), with the sign of bit 1 of n.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> sin_of_quarters(pack<T, W> quarters, pack<T, W> r) {
    using P = pack<T, W>;
    constexpr int mantissa_bits = ExpConstants<T>::mantissa_bits;
    const P z = r * r;
    const P sine = fma(r * z, sin_tail(z), r);
    const P cosine = fma(z, fma(z, cos_tail(z), P(T{-0.5})), P(T{1}));
    // Bit 0 of n as the lowest bit of an exponent: a normal number or 0, which every mode of the processor tells apart.
    const P lowest_normal = P::from_bits(bits_of<T>{1} << mantissa_bits);
    const auto even = bit_and(quarters.template shift_left<mantissa_bits>(), lowest_normal) == P(T{0});
    const P sign = bit_and(quarters.template shift_left<8 * sizeof(T) - 2>(), P(T{-0.0}));
    return bit_add(select(even, sine, cosine), sign); // which turns the sign: the carry is lost
}

} // namespace detail

/// cos(x), lane by lane, with a small relative error near its zeros. Infinities and NaN give NaN.
///
/// Error: at most 1.6 ulp for |x| <= 2^13 for float (every value tried), and for |x| <= 2^20 for double (sampled).
/// Beyond, that of an x that is wrong by a few ulp. From 2^22 for float and 2^50 for double on, the result stays that
/// of this end.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> cos(pack<T, W> x) {
    const pack<T, W> inside = detail::cos_range(x);
    const pack<T, W> quarters = detail::cos_quarters(inside);
    const pack<T, W> r = detail::cos_rest(inside, quarters);
    // cos(x) = sin(x + pi / 2). The sum is exact in the low bits. x - x is 0 or, for an infinity, NaN.
    return detail::sin_of_quarters(bit_add(quarters, pack<T, W>::from_bits(1)), r) + (x - x);
}

/// sin(x), lane by lane, as above, with a small relative error near 0, too.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> sin(pack<T, W> x) {
    const pack<T, W> inside = detail::cos_range(x);
    const pack<T, W> quarters = detail::cos_quarters(inside);
    return detail::sin_of_quarters(quarters, detail::cos_rest(inside, quarters)) + (x - x);
}

} // namespace linnet::inline LINNET_ISA
