// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <xsimd/xsimd.hpp>

#include <linnet/config.hpp>

// Bridges what xsimd lacks, or calls differently in 8.1 and in its newest release. Nothing else does.
namespace linnet::inline LINNET_ISA::detail {

template <class T, std::size_t W>
using register_for = typename xsimd::make_sized_batch<T, W>::type; // void where no register has W lanes

template <class T, std::size_t W>
inline constexpr bool has_register = W > 1 && !std::is_void_v<register_for<T, W>>;

template <class T>
using bits_of = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

template <class To, class T, class A>
LINNET_INLINE xsimd::batch<To, A> reinterpret(const xsimd::batch<T, A>& x) {
#if XSIMD_VERSION_MAJOR >= 9
    return xsimd::bitwise_cast<To>(x);
#else
    return xsimd::bitwise_cast<xsimd::batch<To, A>>(x);
#endif
}

/// a * b + c. xsimd 8.1 rounds the product first at 128 and 512 bits, so this calls the instruction itself.
template <class T, class A>
LINNET_INLINE xsimd::batch<T, A> register_fma(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b,
                                              const xsimd::batch<T, A>& c) {
#if defined(__FMA__)
    constexpr std::size_t bytes = sizeof(T) * xsimd::batch<T, A>::size;
    if constexpr (bytes == 16) {
        if constexpr (sizeof(T) == 4) {
            return _mm_fmadd_ps(a, b, c);
        } else {
            return _mm_fmadd_pd(a, b, c);
        }
    } else if constexpr (bytes == 32) {
        if constexpr (sizeof(T) == 4) {
            return _mm256_fmadd_ps(a, b, c);
        } else {
            return _mm256_fmadd_pd(a, b, c);
        }
#if defined(__AVX512F__)
    } else if constexpr (sizeof(T) == 4) {
        return _mm512_fmadd_ps(a, b, c);
    } else {
        return _mm512_fmadd_pd(a, b, c);
#endif
    }
#elif LINNET_HAS_FMA
    return xsimd::fma(a, b, c);
#else
    return a * b + c;
#endif
}

/// Loads the first `count` < W elements and zeros behind them; never reads further.
template <class Batch, class T>
LINNET_INLINE Batch register_load_first(const T* p, std::size_t count) {
#if defined(__AVX512VL__)
    const auto mask = (1U << count) - 1U;
    if constexpr (std::is_same_v<T, float>) {
        if constexpr (Batch::size == 16) {
            return _mm512_maskz_loadu_ps(static_cast<__mmask16>(mask), p);
        } else if constexpr (Batch::size == 8) {
            return _mm256_maskz_loadu_ps(static_cast<__mmask8>(mask), p);
        } else {
            return _mm_maskz_loadu_ps(static_cast<__mmask8>(mask), p);
        }
    } else {
        if constexpr (Batch::size == 8) {
            return _mm512_maskz_loadu_pd(static_cast<__mmask8>(mask), p);
        } else if constexpr (Batch::size == 4) {
            return _mm256_maskz_loadu_pd(static_cast<__mmask8>(mask), p);
        } else {
            return _mm_maskz_loadu_pd(static_cast<__mmask8>(mask), p);
        }
    }
#else
    T lanes[Batch::size]{};
    for (std::size_t i = 0; i < Batch::size - 1; ++i) {
        if (i < count) {
            lanes[i] = p[i];
        }
    }
    return Batch::load_unaligned(lanes);
#endif
}

/// Stores the first `count` < W lanes; never writes further.
template <class Batch, class T>
LINNET_INLINE void register_store_first(const Batch& x, T* p, std::size_t count) {
#if defined(__AVX512VL__)
    const auto mask = (1U << count) - 1U;
    if constexpr (std::is_same_v<T, float>) {
        if constexpr (Batch::size == 16) {
            _mm512_mask_storeu_ps(p, static_cast<__mmask16>(mask), x);
        } else if constexpr (Batch::size == 8) {
            _mm256_mask_storeu_ps(p, static_cast<__mmask8>(mask), x);
        } else {
            _mm_mask_storeu_ps(p, static_cast<__mmask8>(mask), x);
        }
    } else {
        if constexpr (Batch::size == 8) {
            _mm512_mask_storeu_pd(p, static_cast<__mmask8>(mask), x);
        } else if constexpr (Batch::size == 4) {
            _mm256_mask_storeu_pd(p, static_cast<__mmask8>(mask), x);
        } else {
            _mm_mask_storeu_pd(p, static_cast<__mmask8>(mask), x);
        }
    }
#else
    T lanes[Batch::size];
    x.store_unaligned(lanes);
    for (std::size_t i = 0; i < Batch::size - 1; ++i) {
        if (i < count) {
            p[i] = lanes[i];
        }
    }
#endif
}

/// Lanes First, First + 1, ... of the lanes of a followed by those of b, one for each I.
template <std::size_t First, class Batch, std::size_t... I>
LINNET_INLINE auto register_lanes(const Batch& a, const Batch& b, std::index_sequence<I...>) {
    using Raw = typename Batch::register_type;
    return __builtin_shufflevector(static_cast<Raw>(a), static_cast<Raw>(b), (First + I)...);
}

/// The last lanes of a, from lane `First` on, followed by the first lanes of b.
template <std::size_t First, class Batch>
LINNET_INLINE Batch register_shift(const Batch& a, const Batch& b) {
    return static_cast<typename Batch::register_type>(
        register_lanes<First>(a, b, std::make_index_sequence<Batch::size>{}));
}

/// One half of a register, in a register: the lower one for `Upper` = 0. Only if a register of that size exists.
template <std::size_t Upper, class T, class A>
LINNET_INLINE auto register_half(const xsimd::batch<T, A>& x) {
    constexpr std::size_t half = xsimd::batch<T, A>::size / 2;
    using Half = register_for<T, half>;
    return Half(static_cast<typename Half::register_type>(
        register_lanes<Upper * half>(x, x, std::make_index_sequence<half>{})));
}

template <class T, class A>
LINNET_INLINE T register_lane(const xsimd::batch<T, A>& x, std::size_t i) {
    return static_cast<typename xsimd::batch<T, A>::register_type>(x)[i];
}

} // namespace linnet::inline LINNET_ISA::detail
