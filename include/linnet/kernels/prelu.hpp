// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// to(i, c) = from(i, c) where x(i, c) > 0, else slope[c] from(i, c): PReLU of x for from = x, and its gradient for the
/// gradient of its output. A NaN in x counts as not above 0, so that PReLU passes it on.
/// Shapes: slope `columns`, all others `rows x columns`; `to` may be `x` or `from`.
template <class T, std::size_t W>
void prelu(const T* slope, ConstMatrixView<T> x, ConstMatrixView<T> from, MatrixView<T> to) {
    using P = pack<T, W>;
    for (std::size_t i = 0; i < x.rows; ++i) {
        for_each_pack<W>(x.columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            const P all = P::load(from.row(i) + c, lanes);
            const P above = P::load(x.row(i) + c, lanes);
            select(P(T{0}) < above, all, P::load(slope + c, lanes) * all).store(to.row(i) + c, lanes);
        });
    }
}

/// y[c] += sum over i of d(i, c) min(x(i, c), 0), in the order of i, one fused multiply-add each.
/// Shapes: x and d `rows x columns`, y `columns`.
template <class T, std::size_t W>
void add_prelu_slopes(ConstMatrixView<T> x, ConstMatrixView<T> d, T* y) {
    constexpr std::size_t packs = 8; // sums at once: 2 fma a cycle, each 4 cycles long
    const auto columns_at = [&]<std::size_t Packs>(std::size_t c, auto lanes) {
        using P = pack<T, W>;
        P sums[Packs];
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p] = P::load(y + c + p * W, lanes);
        }
        for (std::size_t i = 0; i < x.rows; ++i) {
            for (std::size_t p = 0; p < Packs; ++p) {
                const std::size_t at = c + p * W;
                // In this order, NaN passes on.
                const P below = min(P(T{0}), P::load(x.row(i) + at, lanes));
                sums[p] = fma(P::load(d.row(i) + at, lanes), below, sums[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p].store(y + c + p * W, lanes);
        }
    };
    for_each_packs<W, packs>(x.columns, columns_at);
}

} // namespace linnet::inline LINNET_ISA::kernels
