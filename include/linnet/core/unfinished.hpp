// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// The form (see core/form.hpp) of an output that is not computed yet, so that an element-wise layer behind it can
/// apply its function while the numbers lie in the cache.
struct UnfinishedForm {};

/// The output of `node` for `in`. The node has a `forward<Function>(context, in, out, workspace)`.
template <class Node, class Context, class In>
struct Unfinished {
    const Node& node;
    const Context& context;
    const In& in;
    typename Node::Workspace& workspace;

    /// out = Function::value(output), element by element.
    template <class Function, class T>
    LINNET_INLINE void write(const MatrixView<T>& out) const {
        node.template forward<Function>(context, in, out, workspace);
    }
};

} // namespace linnet::inline LINNET_ISA
