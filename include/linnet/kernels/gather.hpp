// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/prefetch_rows.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// `to(i, :) = table(ids[i], :)`. Shapes: table `rows x columns`, ids `batch`, to `batch x columns`.
/// `Columns` is the number of columns if it is known at compile time, because short rows spend their time on the loop.
/// requires: ids are below table.rows.
template <class T, std::size_t W, std::size_t Columns = dynamic>
void gather(ConstMatrixView<T> table, std::span<const row_id> ids, MatrixView<T> to) {
    if constexpr (Columns != dynamic) {
        table.columns = Columns;
    }
    const RowPrefetch<T> prefetch{table};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (prefetch.far() && i + prefetch.ahead() < ids.size()) {
            prefetch(table.row(ids[i + prefetch.ahead()]));
        }
        copy_row<T, W>(table.row(ids[i]), to.row(i), table.columns);
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
