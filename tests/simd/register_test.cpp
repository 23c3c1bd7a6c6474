// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/register.hpp>

#include <bit>
#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/config.hpp>

namespace register_test {

namespace {

template <class T>
using Native = linnet::detail::register_for<T, linnet::native_width<T>>;

template <class T>
Native<T> iota() {
    T x[linnet::native_width<T>];
    for (std::size_t i = 0; i < linnet::native_width<T>; ++i) {
        x[i] = static_cast<T>(i + 1);
    }
    return Native<T>::load_unaligned(x);
}

} // namespace

TEST_CASE_TEMPLATE("the native width is a register, scalars and twice the native width are not", T, float, double) {
    CHECK(linnet::detail::has_register<T, linnet::native_width<T>>);
    CHECK_FALSE(linnet::detail::has_register<T, 1>);
    CHECK_FALSE(linnet::detail::has_register<T, 2 * linnet::native_width<T>>);
    CHECK(Native<T>::size == linnet::native_width<T>);
}

TEST_CASE_TEMPLATE("register_fma does not round the product where the build has FMA", T, float, double) {
    // (1 + e)^2 - (1 + 2 e) = e^2, which a rounded product loses.
    const T e = sizeof(T) == 4 ? T{0x1p-20} : T{0x1p-40};
    const Native<T> sum =
        linnet::detail::register_fma(Native<T>(T{1} + e), Native<T>(T{1} + e), Native<T>(-(T{1} + T{2} * e)));
    CHECK(linnet::detail::register_lane(sum, 0) == (LINNET_HAS_FMA ? e * e : T{0}));
}

TEST_CASE_TEMPLATE("register_lane reads every lane", T, float, double) {
    for (std::size_t i = 0; i < linnet::native_width<T>; ++i) {
        CHECK(linnet::detail::register_lane(iota<T>(), i) == static_cast<T>(i + 1));
    }
}

TEST_CASE_TEMPLATE("register_half keeps the order of lanes", T, float, double) {
    constexpr std::size_t half = linnet::native_width<T> / 2;
    if constexpr (linnet::detail::has_register<T, half>) {
        const auto lower = linnet::detail::register_half<0>(iota<T>());
        const auto upper = linnet::detail::register_half<1>(iota<T>());
        for (std::size_t i = 0; i < half; ++i) {
            CHECK(linnet::detail::register_lane(lower, i) == static_cast<T>(i + 1));
            CHECK(linnet::detail::register_lane(upper, i) == static_cast<T>(half + i + 1));
        }
    }
}

TEST_CASE_TEMPLATE("reinterpret keeps the bits", T, float, double) {
    using Bits = linnet::detail::bits_of<T>;
    const auto bits = linnet::detail::reinterpret<Bits>(Native<T>(T{1}));
    Bits lanes[linnet::native_width<T>];
    bits.store_unaligned(lanes);
    CHECK(lanes[linnet::native_width<T> - 1] == std::bit_cast<Bits>(T{1}));
}

} // namespace register_test
