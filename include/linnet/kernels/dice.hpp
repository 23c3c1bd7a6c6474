// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The numbers of each column of Dice: p(i, c) = sigmoid(scale[c] (x(i, c) - mean[c])) is the share of x(i, c) that
/// passes; of the rest, slope[c] does.
template <class T>
struct DiceColumns {
    const T* mean;
    const T* scale;
    const T* slope;
};

namespace detail {

/// p of a pack of columns.
template <class T, std::size_t W, class Lanes>
LINNET_INLINE pack<T, W> dice_share(const DiceColumns<T>& columns, const pack<T, W>& x, std::size_t c, Lanes lanes) {
    using P = pack<T, W>;
    return sigmoid(P::load(columns.scale + c, lanes) * (x - P::load(columns.mean + c, lanes)));
}

} // namespace detail

/// to = (p + (1 - p) slope) x. Shapes: both matrices `rows x columns`; `to` may be x.
template <class T, std::size_t W>
void dice(const DiceColumns<T>& columns, ConstMatrixView<T> x, MatrixView<T> to) {
    using P = pack<T, W>;
    for (std::size_t i = 0; i < x.rows; ++i) {
        for_each_pack<W>(x.columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            const P from = P::load(x.row(i) + c, lanes);
            const P p = detail::dice_share<T, W>(columns, from, c, lanes);
            const P slope = P::load(columns.slope + c, lanes);
            (from * fma(p, P(T{1}) - slope, slope)).store(to.row(i) + c, lanes);
        });
    }
}

/// The gradient of x where p is a constant, d_x = (p + (1 - p) slope) d_to, and that of the argument of the sigmoid,
/// d_z = x (1 - slope) p (1 - p) d_to. Shapes: all matrices `rows x columns`.
template <class T, std::size_t W>
void dice_gradient(const DiceColumns<T>& columns, ConstMatrixView<T> x, ConstMatrixView<T> d_to, MatrixView<T> d_x,
                   MatrixView<T> d_z) {
    using P = pack<T, W>;
    for (std::size_t i = 0; i < x.rows; ++i) {
        for_each_pack<W>(x.columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            const P from = P::load(x.row(i) + c, lanes);
            const P d = P::load(d_to.row(i) + c, lanes);
            const P p = detail::dice_share<T, W>(columns, from, c, lanes);
            const P slope = P::load(columns.slope + c, lanes);
            const P rest = P(T{1}) - slope;
            (d * fma(p, rest, slope)).store(d_x.row(i) + c, lanes);
            (d * from * (rest * fma(-p, p, p))).store(d_z.row(i) + c, lanes);
        });
    }
}

/// y[c] += sum over i of d_to(i, c) x(i, c) (1 - p(i, c)), in the order of i. Shapes: both matrices `rows x columns`.
template <class T, std::size_t W>
void add_dice_slopes(const DiceColumns<T>& columns, ConstMatrixView<T> x, ConstMatrixView<T> d_to, T* y) {
    using P = pack<T, W>;
    for (std::size_t i = 0; i < x.rows; ++i) {
        for_each_pack<W>(x.columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            const P from = P::load(x.row(i) + c, lanes);
            const P below = from * (P(T{1}) - detail::dice_share<T, W>(columns, from, c, lanes));
            fma(P::load(d_to.row(i) + c, lanes), below, P::load(y + c, lanes)).store(y + c, lanes);
        });
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
