// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/layers/branches.hpp>
#include <linnet/layers/field_dots.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct PairwiseDotBranches {
    static_assert(never<Layer>, "linnet: PairwiseDot needs at least two branches.");
};

template <class Owner, class... Outputs>
struct pairs_of {
    using widths = typename equal_widths<Owner, Outputs...>::type;
    using type =
        std::conditional_t<is_shape_error<widths>, widths, Shape<sizeof...(Outputs) * (sizeof...(Outputs) - 1) / 2>>;
};
template <class Owner, class Single>
struct pairs_of<Owner, Single> {
    using type = ShapeError<PairwiseDotBranches<Owner>>;
};

} // namespace detail

/// The inner products of every two of its m branches, below the diagonal of the matrix of all products, row by row:
/// out(b, i (i - 1) / 2 + j) = sum over k of branch_i(b, k) branch_j(b, k), j < i, in the order of k.
///
/// Shapes: `batch x n` from each of m branches -> `batch x m (m - 1) / 2`.
/// Backward: d_branch_i = sum over j != i of d_out(i, j) branch_j.
/// Cost: m^2 n flops and a transpose per sample forward, 2 m^2 n backward.
/// Source: Naumov et al., "Deep learning recommendation model for personalization and recommendation systems", 2019
/// (DLRM, interaction `dot`).
template <class... Layers>
struct PairwiseDot {
    static constexpr std::string_view name = "PairwiseDot";
    static constexpr bool reads_input = branches_read_input<Layers...>;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class... Widths>
    struct UnequalWidths {
        static_assert(never<Widths...>, "linnet: the branches of PairwiseDot must have the same width.");
    };

    template <class In>
    using output = decltype(detail::branches_output<PairwiseDot, detail::pairs_of, In, Layers...>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = detail::Branches<T, W, In, Layers...>;
        static constexpr std::size_t size = branches::size;
        static constexpr std::size_t columns = branches::columns[0];

    public:
        static constexpr bool trainable = branches::trainable;

        struct Workspace {
            typename branches::Workspace branch;
            Matrix<T> vectors;   ///< the outputs of all branches, side by side
            Matrix<T> d_vectors; ///< the gradients of `vectors`
            detail::FieldDots<T, W, size, columns> dots;

            void reserve(std::size_t batch) {
                branch.reserve(batch);
                vectors.reserve(batch, size * columns);
                d_vectors.reserve(batch, size * columns);
                dots.reserve(nullptr);
            }
        };

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> vectors = workspace.vectors.top(out.rows);
            branches_.forward(context, in, part_of(vectors), workspace.branch);
            workspace.dots.forward(context.executor, vectors, out, [](std::size_t) {});
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const MatrixView<T> vectors = workspace.vectors.top(out.rows);
            const MatrixView<T> d_vectors = workspace.d_vectors.top(out.rows);
            workspace.dots.backward(context.executor, vectors, d_out, d_vectors);
            branches_.backward(context, in, part_of(vectors), part_of(d_vectors), d_in, workspace.branch);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("PairwiseDot", output<In>::columns);
            branches_.describe(description);
        }

    private:
        static auto part_of(MatrixView<T> vectors) {
            return [vectors](std::size_t i) { return vectors.slice(i * columns, columns); };
        }

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
