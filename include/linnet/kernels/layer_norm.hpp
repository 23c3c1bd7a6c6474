// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// normed[i] = (from[i] - m) / d and to[i] = gamma[i] normed[i] + beta[i], where m is the mean of `from` and
/// d^2 = epsilon + the mean of (from[j] - m)^2. Returns 1 / d. The squares are summed in a second pass, as the
/// difference of two large sums would lose its digits. Shapes: all `n` > 0; `to` may be `from`.
template <class T, std::size_t W>
[[nodiscard]] T layer_norm(const T* from, const T* gamma, const T* beta, T epsilon, T* normed, T* to, std::size_t n) {
    using P = pack<T, W>;
    const P mean(sum<T, W>(from, n) / static_cast<T>(n));
    for_each_pack<W>(n, [&](std::size_t i, auto lanes)
                            LINNET_INLINE_LAMBDA { (P::load(from + i, lanes) - mean).store(normed + i, lanes); });
    const T variance = dot<T, W>(normed, normed, n) / static_cast<T>(n);
    const T scale = T{1} / std::sqrt(variance + epsilon);
    const P factor(scale);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const P x = factor * P::load(normed + i, lanes);
        x.store(normed + i, lanes);
        fma(x, P::load(gamma + i, lanes), P::load(beta + i, lanes)).store(to + i, lanes);
    });
    return scale;
}

/// d_from[i] = scale (g[i] - mean of g - normed[i] mean of (g normed)) for g = gamma d_to: the gradient of
/// `layer_norm`, which returned `scale`. Shapes: all `n` > 0; `d_from` may be `d_to`.
template <class T, std::size_t W>
void layer_norm_gradient(const T* normed, T scale, const T* gamma, const T* d_to, T* d_from, std::size_t n) {
    using P = pack<T, W>;
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        (P::load(gamma + i, lanes) * P::load(d_to + i, lanes)).store(d_from + i, lanes);
    });
    const P mean(sum<T, W>(d_from, n) / static_cast<T>(n));
    const P slope(dot<T, W>(d_from, normed, n) / static_cast<T>(n));
    const P factor(scale);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        const P centred = P::load(d_from + i, lanes) - mean;
        (factor * fma(-slope, P::load(normed + i, lanes), centred)).store(d_from + i, lanes);
    });
}

/// y[c] += sum over i of a(i, c) b(i, c), in the order of i, one fused multiply-add each.
/// Shapes: A and B `rows x columns`, y `columns`.
template <class T, std::size_t W>
void add_column_products(ConstMatrixView<T> a, ConstMatrixView<T> b, T* y) {
    constexpr std::size_t packs = 8; // sums at once: 2 fma a cycle, each 4 cycles long
    const auto columns_at = [&]<std::size_t Packs>(std::size_t c, auto lanes) {
        using P = pack<T, W>;
        P sums[Packs];
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p] = P::load(y + c + p * W, lanes);
        }
        for (std::size_t i = 0; i < a.rows; ++i) {
            for (std::size_t p = 0; p < Packs; ++p) {
                const std::size_t at = c + p * W;
                sums[p] = fma(P::load(a.row(i) + at, lanes), P::load(b.row(i) + at, lanes), sums[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p].store(y + c + p * W, lanes);
        }
    };
    for_each_packs<W, packs>(a.columns, columns_at);
}

} // namespace linnet::inline LINNET_ISA::kernels
