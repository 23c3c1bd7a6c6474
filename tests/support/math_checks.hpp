// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "lanes.hpp"
#include "ulp.hpp"

namespace linnet_test {

/// Checks that f gives the same bits at width W as at width 1, over every magnitude and over [-40, 40].
template <class L, class F>
void check_same_bits_as_scalar(F f) {
    using T = typename L::T;
    std::vector<T> x = every_magnitude<T>(20011);
    for (const T value : random_values<T>(20011, T{-40}, T{40}, 3)) {
        x.push_back(value);
    }
    const std::vector<T> want = map_packs<1>(x, f);
    const std::vector<T> got = map_packs<L::W>(x, f);
    std::size_t differences = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        differences += same(got[i], want[i]) ? 0U : 1U;
    }
    CHECK(differences == 0);
}

/// A range of arguments in which a function is tried more densely.
struct Range {
    double low;
    double high;
};

/// Checks the error of f against `reference`: every magnitude of T, and random arguments in `ranges`.
template <class T, class F, class Reference>
void check_error(double bound, F f, Reference reference, const std::vector<Range>& ranges) {
    const auto check = [&](const std::vector<T>& x) {
        const auto largest = largest_error<T>(x, f, reference);
        INFO("at ", largest.at);
        CHECK(largest.ulp <= bound);
    };
    check(every_magnitude<T>(sizeof(T) == 4 ? 1'000'000 : 300'000));
    for (const Range range : ranges) {
        CAPTURE(range.low);
        CAPTURE(range.high);
        check(random_values<T>(200'000, static_cast<T>(range.low), static_cast<T>(range.high), 5));
    }
}

/// f of one number, by scalar code.
template <class F, class T>
[[nodiscard]] T at(F f, T x) {
    return f(linnet::pack<T, 1>(x)).value();
}

template <class T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();
template <class T>
inline constexpr T not_a_number = std::numeric_limits<T>::quiet_NaN();

} // namespace linnet_test
