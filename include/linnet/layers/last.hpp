// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/pooling.hpp>

namespace linnet::inline LINNET_ISA {

/// The last step of each sequence, such as the state of a GRU behind it or the latest item of a history; zeros for an
/// empty one.
///
/// Shapes: `batch x steps x n` -> `batch x n`. Backward: the last step gets d_out(b, :), the others zeros. A loss that
/// compares every step with what came next, such as NextItemLoss, reads what Last reads instead of its output.
struct Last : detail::Pooling<Last> {
    static constexpr std::string_view name = "Last";

    template <class T, std::size_t W, class In>
    class Node : public detail::Pooling<Last>::Node<T, W, In> {
        using pooling = detail::Pooling<Last>::Node<T, W, In>;

    public:
        struct Workspace : pooling::Workspace {
            ConstStepsView<T> steps;    ///< what the last forward read
            ConstMatrixView<T> d_steps; ///< set by a loss that reads every step: the next backward passes it on
        };

        using pooling::pooling;

        template <class Context>
        void forward(const Context& context, const ConstStepsView<T>& in, const MatrixView<T>& out,
                     Workspace& workspace) const {
            workspace.steps = in;
            workspace.d_steps = {}; // of a step that threw
            pooling::forward(context, in, out, workspace);
        }

        template <class Context>
        void backward(Context& context, const ConstStepsView<T>& in, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const StepsView<T>& d_in, Workspace& workspace) const {
            if (workspace.d_steps.data == nullptr) {
                pooling::backward(context, in, out, d_out, d_in, workspace);
            } else if (d_in.values.data != nullptr) {
                kernels::copy_rows<T, W>(context.executor, d_in.values, workspace.d_steps);
            }
            workspace.d_steps = {};
        }
    };

    template <class T, std::size_t W>
    static void pool(const ConstMatrixView<T>& steps, T* out) {
        kernels::copy_row<T, W>(steps.row(steps.rows - 1), out, steps.columns);
    }
    template <class T, std::size_t W>
    static void spread(const ConstMatrixView<T>& steps, const T*, const T* d_out, const MatrixView<T>& d_steps) {
        for (std::size_t i = 0; i + 1 < steps.rows; ++i) {
            std::fill_n(d_steps.row(i), steps.columns, T{0});
        }
        kernels::copy_row<T, W>(d_out, d_steps.row(steps.rows - 1), steps.columns);
    }
};

} // namespace linnet::inline LINNET_ISA
