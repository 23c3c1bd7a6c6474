// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "linnet: -ffast-math and -ffinite-math-only change results between widths and hide NaN; compile without them."
#endif

#if !defined(__cplusplus) || __cplusplus < 202002L
#error "linnet: C++20 is required; compile with -std=c++20 or newer."
#include <linnet/needs_cpp20_as_said_above> // this file does not exist, so the compiler stops here
#endif

/// 1 where a fused multiply-add is one instruction. Elsewhere linnet's fma means multiply, then add, at every width.
#if defined(__FMA__) || defined(__aarch64__)
#define LINNET_HAS_FMA 1
#else
#define LINNET_HAS_FMA 0
#endif

/// Needed for more than speed: g++ drops calls of a function that does nothing but prefetch.
#define LINNET_INLINE inline __attribute__((always_inline))
/// For lambdas, which take the attribute after their parameters.
#define LINNET_INLINE_LAMBDA __attribute__((always_inline))

/// Code that runs once for a model, a file or an error is compiled for size, which halves the time that users wait for
/// the compiler. Code that runs once for each batch is marked LINNET_HOT, so that it never inherits this from its
/// callers.
#define LINNET_COLD [[gnu::cold, gnu::noinline]]
#define LINNET_HOT [[gnu::hot, gnu::noinline]]

/// What depends on no network is declared where it is described and defined at the end of its header, `#if
/// LINNET_DEFINES`. A program that links linnet::compiled has LINNET_COMPILED defined: its files skip these
/// definitions, and compiled.cpp, which defines LINNET_DEFINES as 1, has them once. In all other programs they are
/// inline. A virtual function is marked in the class instead: if it were not inline there, it would be what g++ takes
/// for the class's key function, and each file would emit the class even where it does not use it.
#ifdef LINNET_COMPILED
#define LINNET_DEFINITION
#ifndef LINNET_DEFINES
#define LINNET_DEFINES 0
#endif
#else
#define LINNET_DEFINITION inline
#define LINNET_DEFINES 1
#endif

/// The instruction set of this translation unit, as an inline namespace around all of linnet. Units of one program that
/// are compiled with different `-m` flags then never share a function; otherwise the linker would keep the code of
/// either; that functions of the standard library are not shared either, linnet_add_instruction_sets sees to. The types
/// of two such units differ: an exception thrown in one can be caught in the other as std::runtime_error.
#if defined(__AVX512F__) && defined(__FMA__)
#define LINNET_ISA avx512
#elif defined(__AVX512F__)
#define LINNET_ISA avx512_without_fma
#elif defined(__AVX2__) && defined(__FMA__)
#define LINNET_ISA avx2
#elif defined(__AVX2__)
#define LINNET_ISA avx2_without_fma
#elif defined(__AVX__) && defined(__FMA__)
#define LINNET_ISA avx_fma
#elif defined(__AVX__)
#define LINNET_ISA avx
#elif defined(__SSE4_2__)
#define LINNET_ISA sse4_2
#elif defined(__aarch64__)
#define LINNET_ISA neon
#else
#define LINNET_ISA baseline
#endif

namespace linnet::inline LINNET_ISA {

/// Stands for a size that is only known when the model is made.
inline constexpr std::size_t dynamic = static_cast<std::size_t>(-1);

namespace detail {

#if defined(__AVX512F__)
inline constexpr std::size_t register_bytes = 64;
inline constexpr std::size_t register_count = 32;
#elif defined(__AVX__)
inline constexpr std::size_t register_bytes = 32;
inline constexpr std::size_t register_count = 16;
#elif defined(__aarch64__)
inline constexpr std::size_t register_bytes = 16;
inline constexpr std::size_t register_count = 32;
#else
inline constexpr std::size_t register_bytes = 16;
inline constexpr std::size_t register_count = 16;
#endif

} // namespace detail

/// The number of lanes of `T` in the widest register that the compiler flags allow.
template <class T>
inline constexpr std::size_t native_width = detail::register_bytes / sizeof(T);

} // namespace linnet::inline LINNET_ISA
