// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/register.hpp>

// g++ 12 warns of the "undefined" operand in its own AVX-512 intrinsics as if it were ours (GCC bug 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

// Loads of numbers that take fewer bits in memory than in a pack. All are exact.
namespace linnet::inline LINNET_ISA {

namespace detail {

template <class T, std::size_t W>
struct raw_lanes {
    typedef T type __attribute__((vector_size(W * sizeof(T)))); // NOLINT: a `using` cannot depend on W in g++ 12
};
template <class T, std::size_t W>
using raw = typename raw_lanes<T, W>::type;

/// W codes as integers of 32 bits.
template <std::size_t W>
LINNET_INLINE raw<std::int32_t, W> widened(const std::int8_t* p) {
#if defined(__AVX512F__)
    if constexpr (W == 16) {
        return std::bit_cast<raw<std::int32_t, W>>(
            _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
    }
#endif
#if defined(__AVX2__)
    if constexpr (W == 8) {
        return std::bit_cast<raw<std::int32_t, W>>(
            _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
    }
#endif
    raw<std::int8_t, W> codes;
    std::memcpy(&codes, p, W);
    // In two steps, as g++ 12 converts lane by lane what becomes four times as wide.
    return __builtin_convertvector(__builtin_convertvector(codes, raw<std::int16_t, W>), raw<std::int32_t, W>);
}

/// The numbers that W codes of 16 bits begin.
template <std::size_t W>
LINNET_INLINE raw<float, W> widened(const std::uint16_t* p) {
    raw<std::uint16_t, W> codes;
    std::memcpy(&codes, p, W * sizeof(std::uint16_t));
    return std::bit_cast<raw<float, W>>(__builtin_convertvector(codes, raw<std::uint32_t, W>) << 16);
}

[[nodiscard]] LINNET_INLINE float scalar_of(std::int8_t code) { return static_cast<float>(code); }
[[nodiscard]] LINNET_INLINE float scalar_of(std::uint16_t code) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(code) << 16);
}

template <class T, std::size_t W, class Code>
LINNET_INLINE pack<T, W> load_narrow(const Code* p, AllLanes lanes) {
    if constexpr (W == 1) {
        return static_cast<T>(scalar_of(*p));
    } else if constexpr (has_register<T, W>) {
        return std::bit_cast<pack<T, W>>(__builtin_convertvector(widened<W>(p), raw<T, W>));
    } else {
        return {load_narrow<T, W / 2>(p, lanes), load_narrow<T, W / 2>(p + W / 2, lanes)};
    }
}
template <class T, std::size_t W, class Code>
LINNET_INLINE pack<T, W> load_narrow(const Code* p, FirstLanes lanes) {
    if (lanes.count >= W) {
        return load_narrow<T, W>(p, AllLanes{});
    }
    Code codes[W]{};
    for (std::size_t i = 0; i + 1 < W; ++i) {
        if (i < lanes.count) {
            codes[i] = p[i];
        }
    }
    return load_narrow<T, W>(codes, AllLanes{});
}

} // namespace detail

/// The pack of the integers at `p`. Lanes behind `FirstLanes` are 0.
template <Scalar T, std::size_t W, class Lanes = AllLanes>
LINNET_INLINE pack<T, W> load_int8(const std::int8_t* p, Lanes lanes = {}) {
    return detail::load_narrow<T, W>(p, lanes);
}

/// The pack of the bfloat16 numbers at `p`: the upper halves of floats. Lanes behind `FirstLanes` are 0.
template <Scalar T, std::size_t W, class Lanes = AllLanes>
LINNET_INLINE pack<T, W> load_bfloat16(const std::uint16_t* p, Lanes lanes = {}) {
    return detail::load_narrow<T, W>(p, lanes);
}

} // namespace linnet::inline LINNET_ISA

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
