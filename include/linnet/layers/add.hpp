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

/// The sum of its branches, element by element: out = branch_1 + branch_2 + ..., added in this order.
///
/// Shapes: `batch x n` each -> `batch x n`. Backward: every branch gets d_out. Source: Keras `Add`.
template <class... Layers>
struct Add {
    static constexpr std::string_view name = "Add";
    static constexpr bool reads_input = branches_read_input<Layers...>;
    static constexpr bool reads_steps = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class... Widths>
    struct UnequalWidths {
        static_assert(never<Widths...>, "linnet: the branches of Add must have the same width.");
    };

    template <class In>
    using output = decltype(detail::branches_output<Add, detail::equal_widths, In, Layers...>());

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
                kernels::map_rows<T, W>(
                    context.executor, out,
                    [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; }, out,
                    workspace.out[i].top(out.rows));
            }
        }

        template <class Context>
        void backward(Context& context, const typename branches::in_view& in, const const_out_view& out_of_all,
                      const const_out_view& d_out_of_all, const typename branches::d_in_view& d_in,
                      Workspace& workspace) const {
            const ConstMatrixView<T> out = detail::rows_of_view(out_of_all);
            const ConstMatrixView<T> d_out = detail::rows_of_view(d_out_of_all);
            for (auto& d_branch : workspace.d_out) {
                kernels::copy_rows<T, W>(context.executor, d_branch.top(out.rows), d_out);
            }
            branches_.backward(context, in, out_of_all, d_in, workspace);
        }

        /// Where its sequences begin, where it makes them of the batch.
        template <class Context>
        [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
            return branches_.offsets(context, rows);
        }

        /// Branch I alone. It keeps its output in `workspace.out[I]`.
        template <std::size_t I>
        [[nodiscard]] const auto& branch() const {
            return branches_.template branch<I>();
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Add", output<In>::columns);
            branches_.describe(description);
        }

    private:
        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
