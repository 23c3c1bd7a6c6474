// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// `Rows x Packs` of the result. Four sums for each element keep the multiply-adds busy when there are few elements.
template <class T, std::size_t W, std::size_t Rows, std::size_t Packs, class Lanes, class F>
LINNET_INLINE void narrow_tile(std::size_t inner, MatmulLeft<T> a, MatmulRows<const T> b, MatmulRows<T> c,
                               const T* start, Lanes lanes, const F& f) {
    using P = pack<T, W>;
    constexpr std::size_t chains = 4;
    P sums[chains][Rows][Packs];
#pragma GCC unroll 4
    for (std::size_t s = 0; s < chains; ++s) {
#pragma GCC unroll 4
        for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[s][r][p] = s == 0 && start != nullptr ? P::load(start + p * W, lanes) : P(T{0});
            }
        }
    }
    const auto add = [&](std::size_t k, P(&sum)[Rows][Packs]) LINNET_INLINE_LAMBDA {
        P b_packs[Packs];
#pragma GCC unroll 4
        for (std::size_t p = 0; p < Packs; ++p) {
            b_packs[p] = P::load(b.data + k * b.stride + p * W, lanes);
        }
#pragma GCC unroll 4
        for (std::size_t r = 0; r < Rows; ++r) {
            const P a_element(a.data[r * a.row_step + k * a.inner_step]);
#pragma GCC unroll 4
            for (std::size_t p = 0; p < Packs; ++p) {
                sum[r][p] = fma(a_element, b_packs[p], sum[r][p]);
            }
        }
    };
    std::size_t k = 0;
    for (; k + chains <= inner; k += chains) {
        add(k, sums[0]);
        add(k + 1, sums[1]);
        add(k + 2, sums[2]);
        add(k + 3, sums[3]);
    }
    if (k < inner) {
        add(k, sums[0]);
    }
    if (k + 1 < inner) {
        add(k + 1, sums[1]);
    }
    if (k + 2 < inner) {
        add(k + 2, sums[2]);
    }
#pragma GCC unroll 4
    for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
        for (std::size_t p = 0; p < Packs; ++p) {
            const P total = (sums[0][r][p] + sums[2][r][p]) + (sums[1][r][p] + sums[3][r][p]);
            f(total).store(c.data + r * c.stride + p * W, lanes);
        }
    }
}

/// `Rows` rows of the product.
template <class T, std::size_t W, std::size_t Rows, class F>
LINNET_INLINE void narrow_rows(std::size_t inner, std::size_t columns, MatmulLeft<T> a, MatmulRows<const T> b,
                               MatmulRows<T> c, const T* start, const F& f) {
    const auto at_column = [&]<std::size_t Packs>(std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
        narrow_tile<T, W, Rows, Packs>(inner, a, {b.data + j, b.stride}, {c.data + j, c.stride},
                                       start == nullptr ? nullptr : start + j, lanes, f);
    };
    for_each_packs<W, 2>(columns, at_column);
}

} // namespace detail

/// C = f(s + A B) for a B of few columns: `c(i, j) = f((t0 + t2) + (t1 + t3))`. t_m is the sum over k = m, m + 4, ...
/// of a(i, k) b(k, j) in the order of k with one fused multiply-add each, and t0 starts from s(j). The bits depend on
/// neither W nor the tiling. They differ from those of `matmul`, whose single sum would have to wait for each of its
/// results.
///
/// Shapes: A `rows x inner`, B `inner x columns`, s `columns` or a null pointer for zeros, C `rows x columns`; f maps
/// packs. Cost: 2 rows inner columns flops.
template <class T, std::size_t W, class F>
void matmul_narrow(std::size_t rows, std::size_t inner, std::size_t columns, MatmulLeft<T> a, MatmulRows<const T> b,
                   MatmulRows<T> c, const T* start, const F& f) {
    std::size_t i = 0;
    for (; i + 2 <= rows; i += 2, a.data += 2 * a.row_step, c.data += 2 * c.stride) {
        detail::narrow_rows<T, W, 2>(inner, columns, a, b, c, start, f);
    }
    if (i < rows) {
        detail::narrow_rows<T, W, 1>(inner, columns, a, b, c, start, f);
    }
}

/// The product of one row, for a caller that knows sizes and strides at compile time: small networks spend most of
/// their time outside the arithmetic.
template <class T, std::size_t W, class F>
LINNET_INLINE void vecmat_narrow(std::size_t inner, std::size_t columns, const T* a, MatmulRows<const T> b, T* c,
                                 const T* start, const F& f) {
    detail::narrow_rows<T, W, 1>(inner, columns, {a, 0, 1}, b, {c, 0}, start, f);
}

} // namespace linnet::inline LINNET_ISA::kernels
