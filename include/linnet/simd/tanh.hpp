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

/// (exp(r) - 1 - r) / r^2 for 0 <= r <= ln(2). The coefficients minimise the largest relative error of exp(r) - 1
/// (Remez, 50 digits; each is rounded before the next ones are fitted again): 2^-26.1 for float, 2^-55.4 for double.
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> expm1_tail(pack<T, W> r, pack<T, W> square) {
    if constexpr (sizeof(T) == 4) {
        return horner_by_pairs(r, square, 0x1.00001ep-1F, 0x1.554b62p-3F, 0x1.56622cp-5F, 0x1.04eac0p-7F,
                               0x1.e7b2cap-10F);
    } else {
        return horner_by_pairs(r, square, 0x1.fffffffffffa8p-2, 0x1.5555555558698p-3, 0x1.5555555425271p-5,
                               0x1.1111114af7334p-7, 0x1.6c16b4ce225dcp-10, 0x1.a01bb33a06815p-13,
                               0x1.9ff4f9b30c98ap-16, 0x1.73e145171e267p-19, 0x1.16c26db33279cp-22,
                               0x1.2743203a67cfdp-25);
    }
}

} // namespace detail

/// tanh(x), lane by lane, with a small relative error near 0.
///
/// With a = |x| and e = exp(2 a) - 1, this is e / (e + 2) for a >= 11 / 32 and a + (e - 2 a - a e) / (e + 2) below, and
/// then takes the sign of x. In e = 2^n exp(r) - 1, n is rounded down, so that nothing cancels: e = (2^n - 1) + 2^n r +
/// 2^n (exp(r) - 1 - r). Where n = 0, the last term is e - 2 a.
///
/// Error: at most 1.7 ulp, for float (every value tried) and double (sampled).
template <class T, std::size_t W>
LINNET_INLINE pack<T, W> tanh(pack<T, W> x) {
    using C = detail::ExpConstants<T>;
    using P = pack<T, W>;
    constexpr T saturated = sizeof(T) == 4 ? T{20} : T{40}; // 2 a where tanh rounds to 1
    constexpr T round = C::round + C::bias;
    constexpr T ln2 = static_cast<T>(0x1.62e42fefa39efp-1); // one number will do: where n is large, e + 2 is near e
    const P twice = min(P(saturated), abs(x + x));          // in this order, min passes a NaN on
    // Subtracts a little less than 1/2, so that n = 0 for the smallest a.
    const P shifted = fma(twice, P(C::log2_e), P(T{-0x1.ffep-2})) + P(round);
    const P scale = shifted.template shift_left<C::mantissa_bits>();
    const P r = fma(shifted - P(round), P(-ln2), twice);
    const P square = r * r;
    const P tail = square * detail::expm1_tail(r, square);
    const P e = fma(scale, tail, fma(scale, r, scale - P(T{1})));
    const auto large = P(T{0.6875}) <= twice;
    const P sign(T{-0.0});
    const P minus_start = select(large, P(T{0}), bit_or(x, sign));
    const P numerator = fma(minus_start, e, select(large, e, tail));
    return bit_or(numerator / (e + P(T{2})) - minus_start, bit_and(x, sign));
}

} // namespace linnet::inline LINNET_ISA
