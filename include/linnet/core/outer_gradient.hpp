// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// The form (see core/form.hpp) of a gradient that is one row times a number for each sample. Who takes it may keep the
/// row until the gradients are cleared.
struct OuterGradientForm {};

/// A gradient that is one row times a number for each sample: d(b, c) = scales(b, 0) row[c]. The input of a layer with
/// one unit has such a gradient, and it need not become a matrix if it is only added to the rows of tables.
/// Shapes: scales `batch x 1`, row `columns`.
template <class T>
struct OuterGradient {
    ConstMatrixView<T> scales;
    const T* row;

    /// The gradient of the columns from `first` on.
    [[nodiscard]] OuterGradient slice(std::size_t first) const { return {scales, row + first}; }
};

} // namespace linnet::inline LINNET_ISA
