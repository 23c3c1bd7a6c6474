// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/branches.hpp>

namespace linnet::inline LINNET_ISA {

/// The product of its branches, element by element: out = branch_1 branch_2 ..., multiplied in this order. With two
/// embeddings it is the interaction of generalised matrix factorisation.
///
/// Shapes: `batch x n` each -> `batch x n`. Backward: branch i gets d_out times the product of the others.
/// Source: Keras `Multiply`; He et al., "Neural collaborative filtering", WWW 2017.
template <class... Layers>
struct Multiply {
    static constexpr std::string_view name = "Multiply";
    static constexpr bool reads_input = branches_read_input<Layers...>;
    static constexpr bool reads_steps = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class... Widths>
    struct UnequalWidths {
        static_assert(never<Widths...>, "linnet: the branches of Multiply must have the same width.");
    };

    template <class In>
    using output = decltype(detail::branches_output<Multiply, detail::equal_widths, In, Layers...>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = detail::KeptBranches<T, W, In, Layers...>;

    public:
        static constexpr bool trainable = branches::trainable;
        using Workspace = typename branches::Workspace;
        using out_view = typename output<In>::template view<T>;
        using const_out_view = typename output<In>::template view<const T>;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, const typename branches::in_view& in, const out_view& out_of_all,
                     Workspace& workspace) const {
            branches_.forward(context, in, out_of_all, workspace);
            const MatrixView<T> out = detail::rows_of_view(out_of_all);
            kernels::copy_rows<T, W>(context.executor, out, workspace.out[0].top(out.rows));
            for (std::size_t i = 1; i < branches::size; ++i) {
                multiply(context.executor, out, workspace.out[i].top(out.rows), out);
            }
        }

        template <class Context>
        void backward(Context& context, const typename branches::in_view& in, const const_out_view& out_of_all,
                      const const_out_view& d_out_of_all, const typename branches::d_in_view& d_in,
                      Workspace& workspace) const {
            const ConstMatrixView<T> out = detail::rows_of_view(out_of_all);
            const ConstMatrixView<T> d_out = detail::rows_of_view(d_out_of_all);
            // Multiplies the others instead of dividing out by branch_i, because a branch may be zero.
            for (std::size_t i = 0; i < branches::size; ++i) {
                const MatrixView<T> d_branch = workspace.d_out[i].top(out.rows);
                ConstMatrixView<T> so_far = d_out;
                for (std::size_t j = 0; j < branches::size; ++j) {
                    if (j != i) {
                        multiply(context.executor, so_far, workspace.out[j].top(out.rows), d_branch);
                        so_far = d_branch;
                    }
                }
                if constexpr (branches::size == 1) {
                    kernels::copy_rows<T, W>(context.executor, d_branch, d_out);
                }
            }
            branches_.backward(context, in, out_of_all, d_in, workspace);
        }

        /// Where its sequences begin, where it makes them of the batch.
        template <class Context>
        [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
            return branches_.offsets(context, rows);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Multiply", output<In>::columns);
            branches_.describe(description);
        }

    private:
        static void multiply(Executor* executor, ConstMatrixView<T> a, ConstMatrixView<T> b, MatrixView<T> to) {
            kernels::map_rows<T, W>(
                executor, to, [](const pack<T, W>& x, const pack<T, W>& y) LINNET_INLINE_LAMBDA { return x * y; }, a,
                b);
        }

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
