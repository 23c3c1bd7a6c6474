// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// `values(r, c) = value_at(r * columns + c)`, leaving the padding zero.
template <class T, class ValueAt>
void fill(MatrixView<T> values, ValueAt&& value_at) {
    for (std::size_t r = 0; r < values.rows; ++r) {
        for (std::size_t c = 0; c < values.columns; ++c) {
            values(r, c) = static_cast<T>(value_at(r * values.columns + c));
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail
