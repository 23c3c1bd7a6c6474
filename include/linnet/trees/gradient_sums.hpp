// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/executor.hpp>

// Sums of gradients as whole numbers: adding and subtracting them is exact, so they have the same bits in any order.
namespace linnet::inline LINNET_ISA {

/// A sum over rows of g, and of h with the number of rows in its low bits, in the units of RoundedGradients.
struct alignas(16) GradientSum {
    std::int64_t gradient = 0;
    std::int64_t curvature_and_rows = 0;

    GradientSum& operator+=(const GradientSum& other) {
        gradient += other.gradient;
        curvature_and_rows += other.curvature_and_rows;
        return *this;
    }
    GradientSum& operator-=(const GradientSum& other) {
        gradient -= other.gradient;
        curvature_and_rows -= other.curvature_and_rows;
        return *this;
    }
    friend GradientSum operator+(GradientSum a, const GradientSum& b) { return a += b; }
    friend GradientSum operator-(GradientSum a, const GradientSum& b) { return a -= b; }
    friend bool operator==(const GradientSum&, const GradientSum&) = default;
};

/// The sum as numbers. Each is exact.
struct GradientTotals {
    double gradient = 0.0;
    double curvature = 0.0;
    double rows = 0.0;
};

/// g and h of each row, rounded to the nearest multiple of a unit, which is a power of two. With b = the bits of the
/// number of rows, the largest g becomes a whole number of min(40, 52 - b) bits, and the largest h one of at most 62 -
/// 2 b bits: 40 and 40 for a thousand rows, 32 and 22 for a million, 25 and 8 for a hundred million. Sums then stay
/// below 2^52, where they are exact as integers and as doubles. A float has 24 bits.
template <class T>
class RoundedGradients {
public:
    /// Makes room for `rows` rows.
    LINNET_COLD explicit RoundedGradients(std::size_t rows)
        : sums_(rows), row_bits_{static_cast<int>(std::bit_width(rows))} {}

    /// Rounds those of all rows. Returns false, and leaves what they were, if one of them is NaN or infinite.
    [[nodiscard]] LINNET_HOT bool assign(std::span<const T> gradients, std::span<const T> curvatures,
                                         Executor* executor = nullptr) {
        const T gradient = largest(gradients);
        const T curvature = largest(curvatures);
        if (!std::isfinite(gradient) || !std::isfinite(curvature)) {
            return false;
        }
        const int gradient_bits = std::min(40, 52 - row_bits_);
        const int gradient_shift = shift_for(gradient, gradient_bits);
        const int curvature_shift = shift_for(curvature, std::min(gradient_bits, 62 - 2 * row_bits_));
        gradient_unit_ = std::ldexp(1.0, -gradient_shift);
        curvature_unit_ = std::ldexp(1.0, -curvature_shift);
        const double gradient_scale = std::ldexp(1.0, gradient_shift);
        const double curvature_scale = std::ldexp(1.0, curvature_shift);
        constexpr std::size_t row_cost = 8;
        for_each_share(executor, sums_.size(), 1, row_cost, [&](std::size_t first, std::size_t count) {
            for (std::size_t i = first; i < first + count; ++i) {
                sums_[i].gradient = rounded(static_cast<double>(gradients[i]) * gradient_scale);
                sums_[i].curvature_and_rows =
                    (rounded(static_cast<double>(curvatures[i]) * curvature_scale) << row_bits_) + 1;
            }
        });
        return true;
    }

    [[nodiscard]] const GradientSum* data() const { return sums_.data(); }
    [[nodiscard]] GradientTotals totals(const GradientSum& sum) const {
        const std::int64_t rows = sum.curvature_and_rows & ((std::int64_t{1} << row_bits_) - 1);
        return {static_cast<double>(sum.gradient) * gradient_unit_,
                static_cast<double>(sum.curvature_and_rows >> row_bits_) * curvature_unit_, static_cast<double>(rows)};
    }

private:
    /// The largest magnitude; not finite if one is not.
    [[nodiscard]] static T largest(std::span<const T> numbers) {
        T most = 0;
        bool finite = true;
        for (const T x : numbers) {
            most = std::max(most, std::abs(x));
            finite = finite && std::abs(x) <= std::numeric_limits<T>::max();
        }
        return finite ? most : std::numeric_limits<T>::infinity();
    }
    /// The power of two that takes numbers up to `most` to whole numbers of up to so many bits.
    [[nodiscard]] static int shift_for(T most, int bits) {
        int exponent = 0; // most < 2^exponent
        (void)std::frexp(most, &exponent);
        return most == T{0} ? 0 : std::min(bits - exponent, 1000);
    }
    [[nodiscard]] static std::int64_t rounded(double x) {
        return static_cast<std::int64_t>(x + (x < 0.0 ? -0.5 : 0.5));
    }

    AlignedBuffer<GradientSum> sums_;
    int row_bits_;
    double gradient_unit_ = 1.0;
    double curvature_unit_ = 1.0;
};

/// Adds `gradients[i]` to the histograms of four features, each at the bin that `bins` has for it in row `rows[i]`,
/// for i < n. The four do not overlap.
LINNET_HOT inline void add_to_histograms(const std::uint8_t* bins, const std::uint32_t* rows,
                                         const GradientSum* gradients, std::size_t n,
                                         GradientSum* const (&histograms)[4]) {
    typedef std::int64_t Both __attribute__((vector_size(16))); // NOLINT: one addition for both sums
    constexpr std::size_t ahead = 32;                           // rows of a side are apart in memory
    const auto load = [](const GradientSum* from) LINNET_INLINE_LAMBDA {
        Both sum;
        std::memcpy(&sum, from, sizeof sum);
        return sum;
    };
    const auto store = [](GradientSum* to, const Both& sum)
                           LINNET_INLINE_LAMBDA { std::memcpy(static_cast<void*>(to), &sum, sizeof sum); };
    for (std::size_t i = 0; i < n; ++i) {
        if (i + ahead < n) {
            __builtin_prefetch(bins + std::size_t{4} * rows[i + ahead]);
        }
        const std::uint8_t* const four = bins + std::size_t{4} * rows[i];
        GradientSum* const a = histograms[0] + four[0];
        GradientSum* const b = histograms[1] + four[1];
        GradientSum* const c = histograms[2] + four[2];
        GradientSum* const d = histograms[3] + four[3];
        const Both x = load(gradients + i);
        const Both sum_a = load(a) + x;
        const Both sum_b = load(b) + x;
        const Both sum_c = load(c) + x;
        const Both sum_d = load(d) + x;
        store(a, sum_a);
        store(b, sum_b);
        store(c, sum_c);
        store(d, sum_d);
    }
}

} // namespace linnet::inline LINNET_ISA
