// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

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

/// A bound layer that also takes its output's gradient in this form: `backward_outer(context, d_out, workspace)`. It
/// reads no input, and keeps `d_out.row` until the gradients are cleared.
template <class Node>
concept TakesOuterGradient = Node::takes_outer_gradient;

} // namespace linnet::inline LINNET_ISA
