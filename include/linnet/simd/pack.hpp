// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/register.hpp>

// g++ 12 warns of the "undefined" operand in its own AVX-512 intrinsics as if it were ours (GCC bug 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace linnet::inline LINNET_ISA {

/// The scalar types that linnet computes in.
template <class T>
concept Scalar = std::same_as<T, float> || std::same_as<T, double>;

/// `W` lanes of `T`: a scalar for W = 1, one register where the hardware has it, else a pair of halves. Every operation
/// acts lane by lane with IEEE rounding, so the bits of a lane do not depend on W.
///
/// Parameters: T is float or double, W a power of two up to 64.
/// Operations: `+ - * /`, `fma(a, b, c)` = a b + c, `sqrt`, `min`, `max`, `abs`, comparisons (to a mask), `select`,
/// `any`, bit operations on the lanes read as unsigned integers, `lower_half`, `upper_half`, and `shift<First>(a, b)`,
/// which gives the lanes of a from `First` < W on, followed by the first lanes of b.
template <class T, std::size_t W>
class pack;

namespace detail {

template <class T, std::size_t W>
concept InRegister = has_register<T, W>;

} // namespace detail

// The scalar, which is the reference for every other width.
template <class T>
class pack<T, 1> {
public:
    static_assert(Scalar<T>, "linnet: pack<T, W> needs T = float or double.");
    using mask = bool;
    using bits = detail::bits_of<T>;

    pack() = default;
    LINNET_INLINE pack(T x) : value_{x} {} // NOLINT(google-explicit-constructor)

    LINNET_INLINE static pack load(const T* p, AllLanes = {}) { return *p; }
    LINNET_INLINE static pack load(const T* p, FirstLanes lanes) { return lanes.count > 0 ? *p : T{0}; }
    LINNET_INLINE void store(T* p, AllLanes = {}) const { *p = value_; }
    LINNET_INLINE void store(T* p, FirstLanes lanes) const {
        if (lanes.count > 0) {
            *p = value_;
        }
    }
    LINNET_INLINE static pack from_bits(bits b) { return std::bit_cast<T>(b); }
    [[nodiscard]] LINNET_INLINE T value() const { return value_; }

    LINNET_INLINE friend pack operator+(pack a, pack b) { return a.value_ + b.value_; }
    LINNET_INLINE friend pack operator-(pack a, pack b) { return a.value_ - b.value_; }
    LINNET_INLINE friend pack operator*(pack a, pack b) { return a.value_ * b.value_; }
    LINNET_INLINE friend pack operator/(pack a, pack b) { return a.value_ / b.value_; }
    LINNET_INLINE friend pack operator-(pack a) { return -a.value_; }
    LINNET_INLINE friend mask operator<(pack a, pack b) { return a.value_ < b.value_; }
    LINNET_INLINE friend mask operator<=(pack a, pack b) { return a.value_ <= b.value_; }
    LINNET_INLINE friend mask operator==(pack a, pack b) { return a.value_ == b.value_; }

    LINNET_INLINE friend pack fma(pack a, pack b, pack c) {
#if LINNET_HAS_FMA
        return std::fma(a.value_, b.value_, c.value_);
#else
        return a.value_ * b.value_ + c.value_;
#endif
    }
    LINNET_INLINE friend pack sqrt(pack a) { return std::sqrt(a.value_); }
    LINNET_INLINE friend pack abs(pack a) { return std::abs(a.value_); }
    LINNET_INLINE friend pack min(pack a, pack b) { return a.value_ < b.value_ ? a : b; }
    LINNET_INLINE friend pack max(pack a, pack b) { return a.value_ > b.value_ ? a : b; }
    LINNET_INLINE friend pack select(mask m, pack a, pack b) { return m ? a : b; }
    LINNET_INLINE static bool any(mask m) { return m; }

    template <std::size_t First>
    LINNET_INLINE static pack shift(pack a, pack) {
        static_assert(First == 0);
        return a;
    }

    LINNET_INLINE friend pack bit_add(pack a, pack b) { return from_bits(a.to_bits() + b.to_bits()); }
    LINNET_INLINE friend pack bit_sub(pack a, pack b) { return from_bits(a.to_bits() - b.to_bits()); }
    LINNET_INLINE friend pack bit_and(pack a, pack b) { return from_bits(a.to_bits() & b.to_bits()); }
    LINNET_INLINE friend pack bit_or(pack a, pack b) { return from_bits(a.to_bits() | b.to_bits()); }
    template <int N>
    LINNET_INLINE pack shift_left() const {
        return from_bits(to_bits() << N);
    }
    template <int N>
    LINNET_INLINE pack shift_right() const {
        return from_bits(to_bits() >> N);
    }

private:
    [[nodiscard]] LINNET_INLINE bits to_bits() const { return std::bit_cast<bits>(value_); }

    T value_;
};

// One hardware register.
template <class T, std::size_t W>
    requires detail::InRegister<T, W>
class pack<T, W> {
    using batch = detail::register_for<T, W>;

public:
    using mask = typename batch::batch_bool_type;
    using bits = detail::bits_of<T>;

    pack() = default;
    LINNET_INLINE pack(T x) : batch_(x) {} // NOLINT(google-explicit-constructor)
    LINNET_INLINE explicit pack(batch x) : batch_(x) {}

    LINNET_INLINE static pack load(const T* p, AllLanes = {}) { return pack(batch::load_unaligned(p)); }
    LINNET_INLINE static pack load(const T* p, FirstLanes lanes) {
        return lanes.count < W ? pack(detail::register_load_first<batch>(p, lanes.count)) : load(p);
    }
    LINNET_INLINE void store(T* p, AllLanes = {}) const { batch_.store_unaligned(p); }
    LINNET_INLINE void store(T* p, FirstLanes lanes) const {
        lanes.count < W ? detail::register_store_first(batch_, p, lanes.count) : store(p);
    }
    LINNET_INLINE static pack from_bits(bits b) { return pack(batch(std::bit_cast<T>(b))); }

    LINNET_INLINE friend pack operator+(pack a, pack b) { return pack(a.batch_ + b.batch_); }
    LINNET_INLINE friend pack operator-(pack a, pack b) { return pack(a.batch_ - b.batch_); }
    LINNET_INLINE friend pack operator*(pack a, pack b) { return pack(a.batch_ * b.batch_); }
    LINNET_INLINE friend pack operator/(pack a, pack b) { return pack(a.batch_ / b.batch_); }
    // xsimd 8.1 computes 0 - x at 512 bits, which loses the sign of a zero.
    LINNET_INLINE friend pack operator-(pack a) { return pack(a.batch_ ^ batch(T{-0.0})); }
    LINNET_INLINE friend mask operator<(pack a, pack b) { return a.batch_ < b.batch_; }
    LINNET_INLINE friend mask operator<=(pack a, pack b) { return a.batch_ <= b.batch_; }
    LINNET_INLINE friend mask operator==(pack a, pack b) { return a.batch_ == b.batch_; }

    LINNET_INLINE friend pack fma(pack a, pack b, pack c) {
        return pack(detail::register_fma(a.batch_, b.batch_, c.batch_));
    }
    LINNET_INLINE friend pack sqrt(pack a) { return pack(xsimd::sqrt(a.batch_)); }
    LINNET_INLINE friend pack abs(pack a) { return pack(xsimd::abs(a.batch_)); }
    LINNET_INLINE friend pack min(pack a, pack b) { return pack(xsimd::min(a.batch_, b.batch_)); }
    LINNET_INLINE friend pack max(pack a, pack b) { return pack(xsimd::max(a.batch_, b.batch_)); }
    LINNET_INLINE friend pack select(mask m, pack a, pack b) { return pack(xsimd::select(m, a.batch_, b.batch_)); }
    LINNET_INLINE static bool any(mask m) { return xsimd::any(m); }

    template <std::size_t First>
    LINNET_INLINE static pack shift(pack a, pack b) {
        return pack(detail::register_shift<First>(a.batch_, b.batch_));
    }

    LINNET_INLINE friend pack bit_add(pack a, pack b) { return from_integers(a.to_integers() + b.to_integers()); }
    LINNET_INLINE friend pack bit_sub(pack a, pack b) { return from_integers(a.to_integers() - b.to_integers()); }
    LINNET_INLINE friend pack bit_and(pack a, pack b) { return from_integers(a.to_integers() & b.to_integers()); }
    LINNET_INLINE friend pack bit_or(pack a, pack b) { return from_integers(a.to_integers() | b.to_integers()); }
    template <int N>
    LINNET_INLINE pack shift_left() const {
        return from_integers(to_integers() << N);
    }
    template <int N>
    LINNET_INLINE pack shift_right() const {
        return from_integers(to_integers() >> N);
    }

    LINNET_INLINE friend pack<T, W / 2> lower_half(pack a) { return a.template half<0>(); }
    LINNET_INLINE friend pack<T, W / 2> upper_half(pack a) { return a.template half<1>(); }

    /// a0 b0 a1 b1 ... of the lower and of the upper halves. Only for the narrowest register, where every machine has
    /// it.
    LINNET_INLINE friend pack zip_lower(pack a, pack b)
        requires(W * sizeof(T) == 16)
    {
        return pack(xsimd::zip_lo(a.batch_, b.batch_));
    }
    LINNET_INLINE friend pack zip_upper(pack a, pack b)
        requires(W * sizeof(T) == 16)
    {
        return pack(xsimd::zip_hi(a.batch_, b.batch_));
    }

private:
    [[nodiscard]] LINNET_INLINE auto to_integers() const { return detail::reinterpret<bits>(batch_); }
    template <class Integers>
    LINNET_INLINE static pack from_integers(Integers x) {
        return pack(detail::reinterpret<T>(x));
    }
    template <std::size_t Upper>
    [[nodiscard]] LINNET_INLINE pack<T, W / 2> half() const {
        if constexpr (detail::has_register<T, W / 2>) {
            return pack<T, W / 2>(detail::register_half<Upper>(batch_));
        } else if constexpr (W == 2) {
            return detail::register_lane(batch_, Upper);
        } else {
            static_assert(W == 4); // float in a 128-bit register, so two scalars are left
            return {detail::register_lane(batch_, Upper * 2), detail::register_lane(batch_, Upper * 2 + 1)};
        }
    }

    batch batch_;
};

// Narrower than any register (float, 2) or wider than the hardware: two halves.
template <class T, std::size_t W>
class pack {
    static_assert(Scalar<T>, "linnet: pack<T, W> needs T = float or double.");
    static_assert(W >= 2 && W <= 64 && std::has_single_bit(W), "linnet: pack<T, W> needs W = 1, 2, 4, 8 or 16.");
    using half = pack<T, W / 2>;

public:
    struct mask {
        typename half::mask lower;
        typename half::mask upper;
    };
    using bits = detail::bits_of<T>;

    pack() = default;
    LINNET_INLINE pack(T x) : lower_(x), upper_(x) {} // NOLINT(google-explicit-constructor)
    LINNET_INLINE pack(half lower, half upper) : lower_(lower), upper_(upper) {}

    LINNET_INLINE static pack load(const T* p, AllLanes = {}) { return {half::load(p), half::load(p + W / 2)}; }
    LINNET_INLINE static pack load(const T* p, FirstLanes lanes) {
        return lanes.count > W / 2 ? pack{half::load(p), half::load(p + W / 2, FirstLanes{lanes.count - W / 2})}
                                   : pack{half::load(p, lanes), half(T{0})};
    }
    LINNET_INLINE void store(T* p, AllLanes = {}) const {
        lower_.store(p);
        upper_.store(p + W / 2);
    }
    LINNET_INLINE void store(T* p, FirstLanes lanes) const {
        lower_.store(p, lanes);
        if (lanes.count > W / 2) {
            upper_.store(p + W / 2, FirstLanes{lanes.count - W / 2});
        }
    }
    LINNET_INLINE static pack from_bits(bits b) { return pack(std::bit_cast<T>(b)); }

    LINNET_INLINE friend pack operator+(pack a, pack b) { return {a.lower_ + b.lower_, a.upper_ + b.upper_}; }
    LINNET_INLINE friend pack operator-(pack a, pack b) { return {a.lower_ - b.lower_, a.upper_ - b.upper_}; }
    LINNET_INLINE friend pack operator*(pack a, pack b) { return {a.lower_ * b.lower_, a.upper_ * b.upper_}; }
    LINNET_INLINE friend pack operator/(pack a, pack b) { return {a.lower_ / b.lower_, a.upper_ / b.upper_}; }
    LINNET_INLINE friend pack operator-(pack a) { return {-a.lower_, -a.upper_}; }
    LINNET_INLINE friend mask operator<(pack a, pack b) { return {a.lower_ < b.lower_, a.upper_ < b.upper_}; }
    LINNET_INLINE friend mask operator<=(pack a, pack b) { return {a.lower_ <= b.lower_, a.upper_ <= b.upper_}; }
    LINNET_INLINE friend mask operator==(pack a, pack b) { return {a.lower_ == b.lower_, a.upper_ == b.upper_}; }

    LINNET_INLINE friend pack fma(pack a, pack b, pack c) {
        return {fma(a.lower_, b.lower_, c.lower_), fma(a.upper_, b.upper_, c.upper_)};
    }
    LINNET_INLINE friend pack sqrt(pack a) { return {sqrt(a.lower_), sqrt(a.upper_)}; }
    LINNET_INLINE friend pack abs(pack a) { return {abs(a.lower_), abs(a.upper_)}; }
    LINNET_INLINE friend pack min(pack a, pack b) { return {min(a.lower_, b.lower_), min(a.upper_, b.upper_)}; }
    LINNET_INLINE friend pack max(pack a, pack b) { return {max(a.lower_, b.lower_), max(a.upper_, b.upper_)}; }
    LINNET_INLINE friend pack select(mask m, pack a, pack b) {
        return {select(m.lower, a.lower_, b.lower_), select(m.upper, a.upper_, b.upper_)};
    }
    LINNET_INLINE static bool any(mask m) { return half::any(m.lower) || half::any(m.upper); }

    template <std::size_t First>
    LINNET_INLINE static pack shift(pack a, pack b) {
        if constexpr (First < W / 2) {
            return {half::template shift<First>(a.lower_, a.upper_), half::template shift<First>(a.upper_, b.lower_)};
        } else {
            constexpr std::size_t rest = First - W / 2;
            return {half::template shift<rest>(a.upper_, b.lower_), half::template shift<rest>(b.lower_, b.upper_)};
        }
    }

    LINNET_INLINE friend pack bit_add(pack a, pack b) {
        return {bit_add(a.lower_, b.lower_), bit_add(a.upper_, b.upper_)};
    }
    LINNET_INLINE friend pack bit_sub(pack a, pack b) {
        return {bit_sub(a.lower_, b.lower_), bit_sub(a.upper_, b.upper_)};
    }
    LINNET_INLINE friend pack bit_and(pack a, pack b) {
        return {bit_and(a.lower_, b.lower_), bit_and(a.upper_, b.upper_)};
    }
    LINNET_INLINE friend pack bit_or(pack a, pack b) {
        return {bit_or(a.lower_, b.lower_), bit_or(a.upper_, b.upper_)};
    }
    template <int N>
    LINNET_INLINE pack shift_left() const {
        return {lower_.template shift_left<N>(), upper_.template shift_left<N>()};
    }
    template <int N>
    LINNET_INLINE pack shift_right() const {
        return {lower_.template shift_right<N>(), upper_.template shift_right<N>()};
    }

    LINNET_INLINE friend half lower_half(pack a) { return a.lower_; }
    LINNET_INLINE friend half upper_half(pack a) { return a.upper_; }

private:
    half lower_;
    half upper_;
};

} // namespace linnet::inline LINNET_ISA

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
