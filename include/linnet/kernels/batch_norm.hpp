// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// mean[c] = (sum over i of x(i, c)) / rows and variance[c] = (sum over i of (x(i, c) - mean[c])^2) / rows, in the
/// order of i. The squares are summed in a second pass, as the difference of two large sums would lose its digits.
/// Shapes: X `rows x columns` with rows > 0, mean and variance `columns`.
template <class T, std::size_t W>
void column_moments(ConstMatrixView<T> x, T* mean, T* variance) {
    constexpr std::size_t packs = 4; // sums at once: an addition takes 4 cycles
    const auto columns_at = [&]<std::size_t Packs>(std::size_t c, auto lanes) {
        using P = pack<T, W>;
        const P rows(static_cast<T>(x.rows));
        P sums[Packs];
        P means[Packs];
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p] = P(T{0});
        }
        for (std::size_t i = 0; i < x.rows; ++i) {
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[p] = sums[p] + P::load(x.row(i) + c + p * W, lanes);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            means[p] = sums[p] / rows;
            means[p].store(mean + c + p * W, lanes);
            sums[p] = P(T{0});
        }
        for (std::size_t i = 0; i < x.rows; ++i) {
            for (std::size_t p = 0; p < Packs; ++p) {
                const P centred = P::load(x.row(i) + c + p * W, lanes) - means[p];
                sums[p] = fma(centred, centred, sums[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            (sums[p] / rows).store(variance + c + p * W, lanes);
        }
    };
    for_each_packs<W, packs>(x.columns, columns_at);
}

/// scale[c] = 1 / sqrt(variance[c] + epsilon).
template <class T, std::size_t W>
void inverse_deviations(const T* variance, T epsilon, T* scale, std::size_t n) {
    using P = pack<T, W>;
    const P one(T{1});
    const P least(epsilon);
    for_each_pack<W>(n, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
        (one / sqrt(P::load(variance + c, lanes) + least)).store(scale + c, lanes);
    });
}

/// The numbers of each column that x(i, c) = scale[c] (from(i, c) - mean[c]) and to(i, c) = gamma[c] x(i, c) + beta[c]
/// are made of.
template <class T>
struct ColumnNorm {
    const T* mean;
    const T* scale;
    const T* gamma;
    const T* beta;
};

/// to(i, c) as ColumnNorm says. Shapes: both `rows x columns`; `to` may be `from`.
template <class T, std::size_t W>
void normalize_columns(const ColumnNorm<T>& norm, ConstMatrixView<T> from, MatrixView<T> to) {
    using P = pack<T, W>;
    for (std::size_t i = 0; i < from.rows; ++i) {
        for_each_pack<W>(from.columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            const P x =
                P::load(norm.scale + c, lanes) * (P::load(from.row(i) + c, lanes) - P::load(norm.mean + c, lanes));
            fma(x, P::load(norm.gamma + c, lanes), P::load(norm.beta + c, lanes)).store(to.row(i) + c, lanes);
        });
    }
}

/// sum[c] = sum over i of d_to(i, c) and product[c] = sum over i of d_to(i, c) x(i, c), in the order of i: the
/// gradients of beta and gamma. Shapes: both matrices `rows x columns`.
template <class T, std::size_t W>
void column_norm_sums(const T* mean, const T* scale, ConstMatrixView<T> from, ConstMatrixView<T> d_to, T* sum,
                      T* product) {
    constexpr std::size_t packs = 4; // twice as many sums at once
    const auto columns_at = [&]<std::size_t Packs>(std::size_t c, auto lanes) {
        using P = pack<T, W>;
        P means[Packs];
        P scales[Packs];
        P sums[Packs];
        P products[Packs];
        for (std::size_t p = 0; p < Packs; ++p) {
            means[p] = P::load(mean + c + p * W, lanes);
            scales[p] = P::load(scale + c + p * W, lanes);
            sums[p] = P(T{0});
            products[p] = P(T{0});
        }
        for (std::size_t i = 0; i < from.rows; ++i) {
            for (std::size_t p = 0; p < Packs; ++p) {
                const std::size_t at = c + p * W;
                const P x = scales[p] * (P::load(from.row(i) + at, lanes) - means[p]);
                const P d = P::load(d_to.row(i) + at, lanes);
                sums[p] = sums[p] + d;
                products[p] = fma(d, x, products[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p].store(sum + c + p * W, lanes);
            products[p].store(product + c + p * W, lanes);
        }
    };
    for_each_packs<W, packs>(from.columns, columns_at);
}

/// d_from(i, c) = gamma[c] scale[c] (d_to(i, c) - d_mean[c] - slope[c] x(i, c)): the gradient where mean and scale are
/// those of `from` itself, with d_mean the mean over i of d_to(i, c) and slope that of d_to(i, c) x(i, c). Where mean
/// and scale are constants, both are 0. Shapes: the matrices `rows x columns`; `d_from` may be `d_to`.
template <class T, std::size_t W>
void column_norm_gradient(const ColumnNorm<T>& norm, const T* d_mean, const T* slope, ConstMatrixView<T> from,
                          ConstMatrixView<T> d_to, MatrixView<T> d_from) {
    using P = pack<T, W>;
    for (std::size_t i = 0; i < from.rows; ++i) {
        for_each_pack<W>(from.columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            const P scale = P::load(norm.scale + c, lanes);
            const P x = scale * (P::load(from.row(i) + c, lanes) - P::load(norm.mean + c, lanes));
            const P centred = P::load(d_to.row(i) + c, lanes) - P::load(d_mean + c, lanes);
            (scale * P::load(norm.gamma + c, lanes) * fma(-P::load(slope + c, lanes), x, centred))
                .store(d_from.row(i) + c, lanes);
        });
    }
}

/// next[c] = before[c] + share (now[c] - before[c]).
template <class T, std::size_t W>
void move_average(const T* before, T share, const T* now, T* next, std::size_t n) {
    using P = pack<T, W>;
    const P factor(share);
    for_each_pack<W>(n, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
        const P old = P::load(before + c, lanes);
        fma(factor, P::load(now + c, lanes) - old, old).store(next + c, lanes);
    });
}

/// Moving moments after a batch of `rows` rows, of which `mean` and `variance` are the moments: each goes a `share` of
/// the way to those of the batch, whose variance is made unbiased. requires: rows > 1
template <class T, std::size_t W>
void move_moments(std::size_t rows, T share, const T* mean, const T* variance, const T* moving_mean,
                  const T* moving_variance, T* next_mean, T* next_variance, std::size_t n) {
    const T unbiased = static_cast<T>(static_cast<double>(rows) / static_cast<double>(rows - 1));
    scale_row<T, W>(unbiased, variance, next_variance, n);
    move_average<T, W>(moving_mean, share, mean, next_mean, n);
    move_average<T, W>(moving_variance, share, next_variance, next_variance, n);
}

} // namespace linnet::inline LINNET_ISA::kernels
