// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/pairwise_dots.hpp>
#include <linnet/kernels/transpose.hpp>
#include <linnet/layers/branches.hpp>

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
        static constexpr std::size_t cost = size * columns * (2 + size / detail::multiply_adds_per_cost);

    public:
        static constexpr bool trainable = branches::trainable;

        struct Workspace {
            typename branches::Workspace branch;
            Matrix<T> vectors;    ///< the outputs of all branches, side by side
            Matrix<T> d_vectors;  ///< the gradients of `vectors`
            Matrix<T> transposed; ///< for each share of the loop, the vectors of one sample, in columns
            Matrix<T> products;   ///< for each share of the loop, the products of one sample, or their gradient

            void reserve(std::size_t batch) {
                branch.reserve(batch);
                vectors.reserve(batch, size * columns);
                d_vectors.reserve(batch, size * columns);
                reserve_shares(nullptr);
            }
            void reserve_shares(const Executor* executor) {
                constexpr std::size_t packs = (size + W - 1) / W * W;
                transposed.reserve(threads_of(executor) * columns, packs);
                products.reserve(threads_of(executor) * size, packs);
            }
        };

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> vectors = workspace.vectors.top(out.rows);
            branches_.forward(context, in, part_of(vectors), workspace.branch);
            workspace.reserve_shares(context.executor);
            const auto multiply = [&](std::size_t first, std::size_t count, std::size_t share) {
                MatrixView<T> transposed = workspace.transposed.view().middle(share * columns, columns);
                transposed.columns = size;
                const MatrixView<T> products = workspace.products.view().middle(share * size, size);
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::transpose<T, W>(sample(vectors, b), transposed);
                    kernels::pairwise_dots<T, W>(sample(vectors, b), transposed, products, out.row(b));
                }
            };
            for_each_share(context.executor, out.rows, 1, cost, multiply);
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const MatrixView<T> vectors = workspace.vectors.top(out.rows);
            const MatrixView<T> d_vectors = workspace.d_vectors.top(out.rows);
            const auto multiply = [&](std::size_t first, std::size_t count, std::size_t share) {
                const MatrixView<T> d_products = workspace.products.view().middle(share * size, size);
                for (std::size_t b = first; b < first + count; ++b) {
                    const T* from = d_out.row(b);
                    for (std::size_t i = 0; i < size; from += i, ++i) {
                        for (std::size_t j = 0; j < i; ++j) {
                            d_products(i, j) = d_products(j, i) = from[j];
                        }
                        d_products(i, i) = T{0};
                    }
                    kernels::matmul<T, W>(size, size, columns, {d_products.data, d_products.stride, 1},
                                          {vectors.row(b), columns}, {d_vectors.row(b), columns}, {nullptr, 0});
                }
            };
            for_each_share(context.executor, out.rows, 1, 2 * cost, multiply);
            branches_.backward(context, in, part_of(vectors), part_of(d_vectors), d_in, workspace.branch);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("PairwiseDot", output<In>::columns);
            branches_.describe(description);
        }

    private:
        static ConstMatrixView<T> sample(MatrixView<T> vectors, std::size_t b) {
            return {vectors.row(b), size, columns, columns};
        }
        static auto part_of(MatrixView<T> vectors) {
            return [vectors](std::size_t i) { return vectors.slice(i * columns, columns); };
        }

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
