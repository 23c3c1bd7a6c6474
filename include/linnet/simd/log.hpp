// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <linnet/config.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/polynomial.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class T>
struct LogConstants {
    using Bits = bits_of<T>;
    static constexpr int mantissa_bits = ExpConstants<T>::mantissa_bits;
    static constexpr Bits one = std::bit_cast<Bits>(T{1});
    static constexpr Bits sqrt_half = std::bit_cast<Bits>(static_cast<T>(0x1.6a09e667f3bcdp-1));
    static constexpr Bits mantissa = (Bits{1} << mantissa_bits) - 1;
    static constexpr Bits infinity = std::bit_cast<Bits>(std::numeric_limits<T>::infinity());
    static constexpr T integer = static_cast<T>(Bits{1} << mantissa_bits); // its low bits are the units
    static constexpr T bias = ExpConstants<T>::bias;
};

/// u = 2^k m with m in [sqrt(1/2), sqrt(2)), for a positive normal u: returns a number whose exponent bits hold k +
/// bias. Functions return one pack at a time, because g++ keeps a struct of packs in memory.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_exponent(pack<T, W> u) {
    using C = LogConstants<T>;
    return bit_add(u, pack<T, W>::from_bits(C::one - C::sqrt_half));
}
/// The m that belongs to that number.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_mantissa(pack<T, W> exponent) {
    using C = LogConstants<T>;
    using P = pack<T, W>;
    return bit_add(bit_and(exponent, P::from_bits(C::mantissa)), P::from_bits(C::sqrt_half));
}
/// k - shift from that number. `shift` is a pack, because lanes may differ.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_k(pack<T, W> exponent, pack<T, W> shift = T{0}) {
    using C = LogConstants<T>;
    const auto units = bit_or(exponent.template shift_right<C::mantissa_bits>(), pack<T, W>(C::integer));
    return units - (pack<T, W>(C::integer + C::bias) + shift);
}

/// k ln 2 + log(1 + f) for 1 + f in [sqrt(1/2), sqrt(2)).
/// float: log(1 + f) = f - f^2 / 2 + f^3 P(f). double: with s = f / (2 + f), log(1 + f) = 2 atanh(s) =
/// f - (f^2 / 2 - s (f^2 / 2 + s^2 Q(s^2))), as in FreeBSD's msun, whose argument is small enough for a short Q.
/// The coefficients minimise the largest relative error of log (Remez, 50 digits): 2^-27.3 and 2^-59.4.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_sum(pack<T, W> k, pack<T, W> f) {
    using C = ExpConstants<T>;
    using P = pack<T, W>;
    const P low = k * P(C::ln2_low);
    if constexpr (sizeof(T) == 4) {
        const P square = f * f;
        const P tail = polynomial(f, 0x1.555554p-2F, -0x1.000228p-2F, 0x1.99a00ep-3F, -0x1.5471b6p-3F, 0x1.22d918p-3F,
                                  -0x1.0d8a06p-3F, 0x1.056582p-3F, -0x1.38b4fcp-4F);
        const P rest = fma(P(-0.5F), square, fma(square * f, tail, low));
        return fma(k, P(C::ln2_high), f + rest);
    } else {
        const P s = f / (P(2.0) + f);
        const P z = s * s;
        const P half_square = P(0.5) * f * f;
        const P q = polynomial(z, 0x1.5555555555593p-1, 0x1.999999997f913p-2, 0x1.2492494237ebap-2,
                               0x1.c71c51cbfdca7p-3, 0x1.74664c4015647p-3, 0x1.39a04fef85ed3p-3, 0x1.2f145df184b3bp-3);
        const P rest = half_square - fma(s, fma(z, q, half_square), low);
        return fma(k, P(C::ln2_high), f - rest);
    }
}

/// As above in fewer steps, for a float that is not passed on to other functions: k ln 2 + f + f^2 P(f). k is
/// multiplied by a single number, because ln 2 happens to lie within 2^-28 of a float. P minimises the largest relative
/// error of log (Remez, 50 digits): 2^-24.8.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_sum_short(pack<T, W> k, pack<T, W> f) {
    using P = pack<T, W>;
    if constexpr (sizeof(T) == 4) {
        const P tail = polynomial(f, -0x1.fffffap-2F, 0x1.5556f4p-2F, -0x1.00049ap-2F, 0x1.98d2c0p-3F, -0x1.535d30p-3F,
                                  0x1.31852ap-3F, -0x1.2504a4p-3F, 0x1.65c77ap-4F);
        return fma(k, P(0x1.62e430p-1F), fma(f * f, tail, f));
    } else {
        return log_sum(k, f);
    }
}

/// log(u + c), where u in [1/2, inf] is a rounded sum and c is what the rounding lost.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_with_correction(pack<T, W> u, pack<T, W> c) {
    using C = LogConstants<T>;
    using P = pack<T, W>;
    const P exponent = log_exponent(u);
    // 2^(1 - k) comes first, because 2^-k has no exponent bits for the largest u.
    const P twice = bit_sub(P::from_bits(C::infinity), bit_and(exponent, P::from_bits(~C::mantissa)));
    return log_sum(log_k(exponent), fma(c, P(T{0.5}) * twice, log_mantissa(exponent) - P(T{1})));
}

/// `result` where 0 < u < inf; -inf for 0, NaN for a negative u, and u itself for inf and NaN.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log_special(pack<T, W> u, pack<T, W> result) {
    using P = pack<T, W>;
    using limits = std::numeric_limits<T>;
    const P pole = select(u < P(T{0}), P(limits::quiet_NaN()), P(-limits::infinity()));
    return select(u <= P(T{0}), pole, select(u <= P(limits::max()), result, u));
}

} // namespace detail

/// log(x), lane by lane, for every x: also for subnormal x, with -inf for 0 and NaN for negative x and NaN.
///
/// Error: at most 1.3 ulp for float (every value tried), 0.9 ulp for double (sampled).
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log(pack<T, W> x) {
    using C = detail::LogConstants<T>;
    using P = pack<T, W>;
    const auto subnormal = x < P(std::numeric_limits<T>::min());
    const P exponent = detail::log_exponent(select(subnormal, x * P(C::integer), x));
    const P k = detail::log_k(exponent, select(subnormal, P(T{C::mantissa_bits}), P(T{0})));
    return detail::log_special(x, detail::log_sum_short(k, detail::log_mantissa(exponent) - P(T{1})));
}

/// log(1 + x), lane by lane, for every x, with a small relative error near 0: -inf for -1, NaN for x below -1 and for
/// NaN.
///
/// Error: at most 1.5 ulp, for float (every value tried) and double (sampled).
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> log1p(pack<T, W> x) {
    using P = pack<T, W>;
    const P one(T{1});
    const P u = one + x;
    const P c = select(x < one, x - (u - one), one - (u - x));
    return detail::log_special(u, detail::log_with_correction(u, c));
}

} // namespace linnet::inline LINNET_ISA
