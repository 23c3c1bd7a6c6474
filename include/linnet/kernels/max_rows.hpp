// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// to[c] = the largest of row(0)[c], ..., row(count - 1)[c]. requires: count > 0
template <class T, std::size_t W, class Row>
void max_rows(std::size_t count, const Row& row, T* to, std::size_t columns) {
    copy_row<T, W>(row(0), to, columns);
    for (std::size_t i = 1; i < count; ++i) {
        const T* const from = row(i);
        for_each_pack<W>(columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
            max(pack<T, W>::load(from + c, lanes), pack<T, W>::load(to + c, lanes)).store(to + c, lanes);
        });
    }
}

/// The gradient of the rows: each column of `d_most` goes to the first row that has the maximum, 0 to the others.
/// `most` is what `max_rows` wrote; `d_row(i)` is where the gradient of row i is written.
template <class T, std::size_t W, class Row, class ToRow>
void max_rows_gradient(std::size_t count, const Row& row, const T* most, const T* d_most, const ToRow& d_row,
                       std::size_t columns) {
    using P = pack<T, W>;
    for_each_pack<W>(columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
        const P highest = P::load(most + c, lanes);
        P left = P::load(d_most + c, lanes);
        for (std::size_t i = 0; i < count; ++i) {
            const auto won = P::load(row(i) + c, lanes) == highest;
            select(won, left, P(T{0})).store(d_row(i) + c, lanes);
            left = select(won, P(T{0}), left);
        }
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
