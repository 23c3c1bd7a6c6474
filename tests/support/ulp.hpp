// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

#include "lanes.hpp"

namespace linnet_test {

/// The type in which a function over T is computed for comparison.
template <class T>
using Wider = std::conditional_t<sizeof(T) == 4, double, long double>;

/// |got - want| in units of the last place that `want` has as a T. An infinity that should have been finite counts as
/// the first number beyond the range.
template <class T>
[[nodiscard]] double ulp_error(T got, Wider<T> want) {
    using Limits = std::numeric_limits<T>;
    if (std::isnan(want) && std::isnan(got)) {
        return 0.0;
    }
    if (std::isinf(got) && got == static_cast<T>(want)) {
        return 0.0;
    }
    if (std::isnan(want) || std::isnan(got) || std::isinf(want)) {
        return std::numeric_limits<double>::infinity();
    }
    const Wider<T> past_the_range = std::ldexp(Wider<T>{1}, Limits::max_exponent);
    const Wider<T> value = std::isinf(got) ? std::copysign(past_the_range, static_cast<Wider<T>>(got)) : got;
    int exponent = 0;
    std::frexp(want, &exponent);
    exponent = std::max(exponent, Limits::min_exponent) - Limits::digits;
    return static_cast<double>(std::ldexp(std::abs(value - want), -exponent));
}

template <class T>
struct LargestError {
    double ulp = 0;
    T at = 0;

    void add(T x, T got, Wider<T> want) {
        const double error = ulp_error(got, want);
        if (error > ulp) {
            *this = {error, x};
        }
    }
};

/// f, over packs of the native width, against `reference`, over wider scalars.
template <class T, class F, class Reference>
[[nodiscard]] LargestError<T> largest_error(const std::vector<T>& x, F f, Reference reference) {
    const std::vector<T> got = map_packs<linnet::native_width<T>>(x, f);
    LargestError<T> largest;
    for (std::size_t i = 0; i < x.size(); ++i) {
        largest.add(x[i], got[i], reference(static_cast<Wider<T>>(x[i])));
    }
    return largest;
}

/// About `count` values evenly spaced by bit pattern, so every magnitude of both signs, and the special values.
template <class T>
[[nodiscard]] std::vector<T> every_magnitude(std::uint64_t count) {
    using Bits = linnet::detail::bits_of<T>;
    const Bits step = (std::numeric_limits<Bits>::max() / static_cast<Bits>(count)) | 1U;
    std::vector<T> values = special_values<T>();
    for (Bits bits = 0;; bits += step) {
        values.push_back(std::bit_cast<T>(bits));
        if (bits > std::numeric_limits<Bits>::max() - step) {
            return values;
        }
    }
}

} // namespace linnet_test
