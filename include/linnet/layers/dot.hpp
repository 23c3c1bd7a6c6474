// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/layers/branches.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// The inner product of two branches: out(b) = sum over k of left(b, k) right(b, k), by 16 lanes and a halving tree.
///
/// Shapes: `batch x n` twice -> `batch x 1`. Backward: d_left = d_out right, d_right = d_out left.
/// Source: Keras `Dot`; Koren, Bell, Volinsky, "Matrix factorization techniques for recommender systems", 2009.
template <class Left, class Right>
struct Dot {
    static constexpr std::string_view name = "Dot";
    static constexpr bool reads_input = branches_read_input<Left, Right>;
    using features = features_of<Left, Right>;
    using tables = tables_of<Left, Right>;

    template <class... Widths>
    struct UnequalWidths {
        static_assert(never<Widths...>, "linnet: the branches of Dot must have the same width.");
    };

    template <class Owner, class... Outputs>
    struct one_column : detail::equal_widths<Owner, Outputs...> {};
    template <class Owner, class Same>
    struct one_column<Owner, Same, Same> {
        using type = Shape<1>;
    };

    template <class In>
    using output = decltype(detail::branches_output<Dot, one_column, In, Left, Right>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = detail::KeptBranches<T, W, In, Left, Right>;
        static constexpr std::size_t columns = output_of<Left, In>::columns;

    public:
        static constexpr bool trainable = branches::trainable;
        using Workspace = typename branches::Workspace;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            branches_.forward(context, in, out, workspace);
            const MatrixView<T> left = workspace.out[0].view();
            const MatrixView<T> right = workspace.out[1].view();
            for_each_share(context.executor, out.rows, 1, 2 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    out(b, 0) = kernels::dot<T, W>(left.row(b), right.row(b), columns);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            for_each_share(context.executor, out.rows, 1, 4 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t side = 0; side < 2; ++side) {
                    const MatrixView<T> other = workspace.out[1 - side].view();
                    const MatrixView<T> d_branch = workspace.d_out[side].view();
                    for (std::size_t b = first; b < first + count; ++b) {
                        kernels::scale_row<T, W>(d_out(b, 0), other.row(b), d_branch.row(b), columns);
                    }
                }
            });
            backward_branches(context, in, out.rows, d_in, workspace);
        }

        /// As `backward`, if a loss of both branches has already written their gradients to `workspace.d_out`.
        template <class Context>
        void backward_branches(Context& context, ConstMatrixView<T> in, std::size_t rows, MatrixView<T> d_in,
                               Workspace& workspace) const {
            branches_.backward(context, in, MatrixView<T>{nullptr, rows, 0, 0}, d_in, workspace);
        }

        /// Branch I alone. It keeps its output in `workspace.out[I]`.
        template <std::size_t I>
        [[nodiscard]] const auto& branch() const {
            return branches_.template branch<I>();
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Dot", 1);
            branches_.describe(description);
        }

    private:
        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
