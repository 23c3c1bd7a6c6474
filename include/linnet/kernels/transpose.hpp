// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/core/matrix_view.hpp>

namespace linnet {

/// `to(c, r) = from(r, c)`. Shapes: from `rows x columns`, to `columns x rows`; they must not overlap.
/// Goes block by block, so that both sides stay in cache.
template <class T>
void transpose(ConstMatrixView<T> from, MatrixView<T> to) {
    constexpr std::size_t block = 16;
    for (std::size_t r0 = 0; r0 < from.rows; r0 += block) {
        const std::size_t r1 = std::min(r0 + block, from.rows);
        for (std::size_t c0 = 0; c0 < from.columns; c0 += block) {
            const std::size_t c1 = std::min(c0 + block, from.columns);
            for (std::size_t c = c0; c < c1; ++c) {
                for (std::size_t r = r0; r < r1; ++r) {
                    to(c, r) = from(r, c);
                }
            }
        }
    }
}

} // namespace linnet
