// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet {

/// `to(i, :) = table(ids[i], :)`. Shapes: table `rows x columns`, ids `batch`, to `batch x columns`.
/// requires: ids below table.rows.
template <class T, std::size_t W>
void gather(ConstMatrixView<T> table, std::span<const row_id> ids, MatrixView<T> to) {
    // Some 32 lines on the way; tables that lie in cache gain nothing.
    const std::size_t row_bytes = table.columns * sizeof(T);
    const std::size_t ahead = row_bytes <= cache_line ? 24 : 12;
    const bool prefetch = table.rows * table.stride * sizeof(T) > std::size_t{1} << 20;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (prefetch && i + ahead < ids.size()) {
            const char* const row = reinterpret_cast<const char*>(table.row(ids[i + ahead]));
            for (std::size_t byte = 0; byte < row_bytes; byte += cache_line) {
                __builtin_prefetch(row + byte);
            }
        }
        copy_row<T, W>(table.row(ids[i]), to.row(i), table.columns);
    }
}

} // namespace linnet
