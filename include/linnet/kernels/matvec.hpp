// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// y = X w + start: `y[i] = start + sum over k of x(i, k) w[k]`. The sum uses 16 lanes and a halving tree at every
/// width.
/// Shapes: X `rows x columns`, w `columns`, y `rows` elements that lie `y_stride` apart.
template <class T, std::size_t W>
void matvec(const ConstMatrixView<T>& x, const T* w, T start, T* y, std::size_t y_stride) {
    constexpr std::size_t together = 4; // rows that share each load of w and hide the latency of their sums
    constexpr std::size_t lanes = 16;
    const std::size_t full = x.columns / lanes * lanes;
    const std::size_t rest = x.columns - full;
    const auto rows_at = [&]<std::size_t Rows>(std::size_t r) {
        lanes16<T, W> sums[Rows];
        for (auto& sum : sums) {
            sum = lanes16<T, W>::zero();
        }
        const T* const row = x.row(r);
        for (std::size_t k = 0; k < full; k += lanes) {
            for (std::size_t i = 0; i < Rows; ++i) {
                sums[i].multiply_add(row + i * x.stride + k, w + k);
            }
        }
        if (rest != 0) {
            for (std::size_t i = 0; i < Rows; ++i) {
                sums[i].multiply_add_first(row + i * x.stride + full, w + full, rest);
            }
        }
        for (std::size_t i = 0; i < Rows; ++i) {
            y[(r + i) * y_stride] = sums[i].reduce() + start;
        }
    };
    std::size_t r = 0;
    for (; r + together <= x.rows; r += together) {
        rows_at.template operator()<together>(r);
    }
    for (; r < x.rows; ++r) {
        rows_at.template operator()<1>(r);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
