// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/kernels/column_packs.hpp>
#include <linnet/simd/pack.hpp>

// Products, element by element, of every two of m vectors of N columns that lie side by side: that of vectors i and
// j < i is number i (i - 1) / 2 + j.
namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

inline constexpr std::size_t hadamard_packs = 4; // of columns at once

/// Where the left vectors begin for the pairs of vector i: each pair may have one of its own.
template <std::size_t N, bool OfPairs>
[[nodiscard]] constexpr std::size_t first_left(std::size_t i) {
    return OfPairs ? i * (i - 1) / 2 * N : 0;
}

} // namespace detail

/// to(i, j) = right_i left_j, for all j < i. `left` and `right` may be the same. With `OfPairs`, left_j is another
/// vector for each i, left(i, j).
///
/// Shapes: right `m N`, left `(m - 1) N` or like to, to `m (m - 1) / 2 N`. Cost: m^2 N / 2 flops.
template <class T, std::size_t W, std::size_t N, bool OfPairs = false>
void hadamard_products(const T* left, const T* right, T* to, std::size_t m) {
    for_each_pack_tile<W, N, detail::hadamard_packs>([&](std::size_t first, auto tile) LINNET_INLINE_LAMBDA {
        using P = pack<T, tile.lanes>;
        T* product = to + first;
        for (std::size_t i = 1; i < m; ++i) {
            P of_right[tile.packs];
#pragma GCC unroll 4
            for (std::size_t p = 0; p < tile.packs; ++p) {
                of_right[p] = P::load(right + i * N + first + tile.offset(p));
            }
            const T* of_left = left + detail::first_left<N, OfPairs>(i) + first;
            for (std::size_t j = 0; j < i; ++j, of_left += N, product += N) {
#pragma GCC unroll 4
                for (std::size_t p = 0; p < tile.packs; ++p) {
                    (of_right[p] * P::load(of_left + tile.offset(p))).store(product + tile.offset(p));
                }
            }
        }
    });
}

/// The gradients of `hadamard_products`: d_right_i = sum over j < i of d(i, j) left_j, in the order of j, and d_left_j
/// = sum over i > j of d(i, j) right_i, in the order of i. If `d_left` and `d_right` are the same, it is their sum:
/// that of j comes first. With `OfPairs`, d_left(i, j) = d(i, j) right_i.
///
/// Shapes: as there, d like to. Cost: 2 m^2 N flops.
template <class T, std::size_t W, std::size_t N, bool OfPairs = false>
void hadamard_gradients(const T* left, const T* right, const T* d, T* d_left, T* d_right, std::size_t m) {
    for_each_pack_tile<W, N, detail::hadamard_packs>([&](std::size_t first, auto tile) LINNET_INLINE_LAMBDA {
        using P = pack<T, tile.lanes>;
        const auto clear = [&](T* vector) LINNET_INLINE_LAMBDA {
#pragma GCC unroll 4
            for (std::size_t p = 0; p < tile.packs; ++p) {
                P(T{0}).store(vector + first + tile.offset(p));
            }
        };
        clear(d_right); // this tile sets all vectors anew, as its last columns may be those of another
        for (std::size_t j = 0; !OfPairs && d_left != d_right && j + 1 < m; ++j) {
            clear(d_left + j * N);
        }
        const T* of_pair = d + first;
        for (std::size_t i = 1; i < m; ++i) {
            P of_right[tile.packs];
            P sums[tile.packs];
#pragma GCC unroll 4
            for (std::size_t p = 0; p < tile.packs; ++p) {
                of_right[p] = P::load(right + i * N + first + tile.offset(p));
                sums[p] = P(T{0});
            }
            std::size_t at = detail::first_left<N, OfPairs>(i) + first;
            for (std::size_t j = 0; j < i; ++j, at += N, of_pair += N) {
                P to_left[tile.packs];
#pragma GCC unroll 4
                for (std::size_t p = 0; p < tile.packs; ++p) {
                    const std::size_t c = tile.offset(p);
                    const P factor = P::load(of_pair + c);
                    sums[p] = fma(factor, P::load(left + at + c), sums[p]);
                    to_left[p] = OfPairs ? factor * of_right[p] : fma(factor, of_right[p], P::load(d_left + at + c));
                }
#pragma GCC unroll 4
                for (std::size_t p = 0; p < tile.packs; ++p) { // after all loads, for columns that are in two packs
                    to_left[p].store(d_left + at + tile.offset(p));
                }
            }
#pragma GCC unroll 4
            for (std::size_t p = 0; p < tile.packs; ++p) {
                sums[p].store(d_right + i * N + first + tile.offset(p));
            }
        }
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
