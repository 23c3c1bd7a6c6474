// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/narrow_loads.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// Writes the codes of n finite numbers, and returns what they stand for. The smallest number gets code -127 and the
/// largest 127:
///
///     scale = (max - min) / 254,   offset = (min + max) / 2,   code = the integer nearest to (x - offset) / scale
///
/// No number moves by more than half a scale, but for the rounding of T. Of equal numbers, which are kept exactly (a
/// zero without its sign), the scale is 0. Cost: n divisions, one by one.
template <class T>
LINNET_COLD RowScale<T> quantise_row(const T* x, std::size_t n, std::int8_t* codes) {
    constexpr double most_code = 127.0;
    if (n == 0) {
        return {T{0}, T{0}};
    }
    const auto [least, most] = std::minmax_element(x, x + n);
    if (*least == *most) {
        std::fill_n(codes, n, std::int8_t{0});
        return {T{0}, *least};
    }
    // Each is halved first, as sums and differences of huge numbers overflow. The scale is rounded up, because one that
    // was rounded down would cut off the largest numbers where it is subnormal, and be 0 where halves of numbers that
    // are next to each other are equal.
    const double low = static_cast<double>(*least) / 2.0;
    const double high = static_cast<double>(*most) / 2.0;
    const T offset = static_cast<T>(low + high);
    T scale = static_cast<T>((high - low) / most_code);
    if (scale == T{0} || most_code * static_cast<double>(scale) < high - low) {
        scale = std::nextafter(scale, std::numeric_limits<T>::max());
    }
    while (!std::isfinite(multiply_add(scale, T{127}, offset)) ||
           !std::isfinite(multiply_add(scale, T{-127}, offset))) {
        scale = std::nextafter(scale, T{0});
    }
    const auto step = static_cast<double>(scale);
    const double zero = static_cast<double>(offset) / step;
    for (std::size_t i = 0; i < n; ++i) {
        const double code = std::nearbyint(static_cast<double>(x[i]) / step - zero);
        codes[i] = static_cast<std::int8_t>(std::clamp(code, -most_code, most_code));
    }
    return {scale, offset};
}

/// The bfloat16 nearest to x, of two equally near the one whose last bit is 0. What would be rounded to an infinity
/// becomes the largest number there is. requires: x is finite as a float
template <class T>
[[nodiscard]] std::uint16_t to_bfloat16(T x) {
    constexpr std::uint32_t largest = 0x7F7F;
    float single = static_cast<float>(x);
    if constexpr (sizeof(T) > sizeof(float)) {
        // Rounded to float so that its last bit says whether something was lost; rounding twice to the nearest would
        // be wrong where the first rounding ends half way.
        if (static_cast<T>(single) != x && (std::bit_cast<std::uint32_t>(single) & 1U) == 0U) {
            single = std::nextafter(single, static_cast<T>(single) < x ? std::numeric_limits<float>::infinity()
                                                                       : -std::numeric_limits<float>::infinity());
        }
    }
    const auto bits = std::bit_cast<std::uint32_t>(single);
    const std::uint32_t sign = bits >> 16 & 0x8000U;
    const std::uint32_t size = bits & 0x7FFF'FFFFU;
    return static_cast<std::uint16_t>(sign | std::min((size + 0x7FFFU + (size >> 16 & 1U)) >> 16, largest));
}

/// Writes the bfloat16 codes of n numbers.
template <class T>
LINNET_COLD void quantise_row(const T* x, std::size_t n, std::uint16_t* codes) {
    std::transform(x, x + n, codes, [](T number) { return to_bfloat16(number); });
}

/// Writes row r of a table. requires: its numbers are finite
template <class T>
void quantise_row(const T* x, std::size_t r, QuantisedTable<T>& table) {
    if (table.format() == TableFormat::int8) {
        table.scale(r) = quantise_row(x, table.columns(), table.int8_row(r));
    } else {
        quantise_row(x, table.columns(), table.bfloat16_row(r));
    }
}

/// to[c] = the number that code c of an int8 row stands for, with one fused multiply-add: the same bits at every W.
template <class T, std::size_t W>
LINNET_INLINE void dequantise_row(const std::int8_t* codes, const RowScale<T>& row, T* to, std::size_t n) {
    const pack<T, W> scale(row.scale);
    const pack<T, W> offset(row.offset);
    for_each_pack<W>(n, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
        fma(scale, load_int8<T, W>(codes + c, lanes), offset).store(to + c, lanes);
    });
}
/// The same for bfloat16.
template <class T, std::size_t W>
LINNET_INLINE void dequantise_row(const std::uint16_t* codes, T* to, std::size_t n) {
    for_each_pack<W>(n, [&](std::size_t c, auto lanes)
                            LINNET_INLINE_LAMBDA { load_bfloat16<T, W>(codes + c, lanes).store(to + c, lanes); });
}

/// Prefetches the codes of rows of a table. Tables that fit a near cache are left alone.
template <class T>
class QuantisedPrefetch {
public:
    explicit QuantisedPrefetch(const QuantisedTable<T>& table)
        : table_{table}, far_{table.bytes() > std::size_t{1} << 20} {}

    [[nodiscard]] bool far() const { return far_; }
    [[nodiscard]] static constexpr std::size_t ahead() { return 16; }
    LINNET_INLINE void operator()(std::size_t r) const {
        const bool int8 = table_.format() == TableFormat::int8;
        const char* const codes = int8 ? reinterpret_cast<const char*>(table_.int8_row(r))
                                       : reinterpret_cast<const char*>(table_.bfloat16_row(r));
        const std::size_t bytes = table_.columns() * (int8 ? sizeof(std::int8_t) : sizeof(std::uint16_t));
        for (std::size_t byte = 0; byte < bytes; byte += cache_line) {
            __builtin_prefetch(codes + byte);
        }
        __builtin_prefetch(codes + bytes - 1); // rows begin anywhere in a cache line
        if (int8) {
            __builtin_prefetch(&table_.scale(r));
        }
    }

private:
    const QuantisedTable<T>& table_;
    bool far_;
};

/// to(i, :) = row `row_of(i)` of the table, dequantised. Shapes: to `n x columns of the table`.
/// requires: the rows are rows of the table
template <class T, std::size_t W, class RowOf>
LINNET_HOT void dequantise_rows(const QuantisedTable<T>& table, const RowOf& row_of, const MatrixView<T>& to) {
    const QuantisedPrefetch<T> prefetch{table};
    const bool far = prefetch.far();
    const bool int8 = table.format() == TableFormat::int8;
    const std::size_t columns = table.columns();
    const std::size_t rows = to.rows;
    for (std::size_t i = 0; i < rows; ++i) {
        if (far && i + prefetch.ahead() < rows) {
            prefetch(row_of(i + prefetch.ahead()));
        }
        const std::size_t r = row_of(i);
        if (int8) {
            dequantise_row<T, W>(table.int8_row(r), table.scale(r), to.row(i), columns);
        } else {
            dequantise_row<T, W>(table.bfloat16_row(r), to.row(i), columns);
        }
    }
}

/// `to(i, :) = table(ids[i], :)`, dequantised, as `gather` copies rows. Shapes: ids `batch`, to `batch x columns`.
/// requires: ids are below the number of rows
template <class T, std::size_t W>
void gather(const QuantisedTable<T>& table, std::span<const row_id> ids, const MatrixView<T>& to) {
    dequantise_rows<T, W>(table, [ids](std::size_t i) { return std::size_t{ids[i]}; }, to);
}

} // namespace linnet::inline LINNET_ISA::kernels
