// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/pair_sums.hpp>
#include <linnet/layers/fields.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// A layer that sums over all pairs of fields of `Columns` columns: to `Out` columns, which are as many, or one.
template <class Self, std::size_t Columns, std::size_t Out>
struct PairSums : LayerOfFields {
    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t) { return Out; }

    template <class In>
    using output = decltype(output_of_fields<Self, Columns, In>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t cost = 2 * In::columns;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            Matrix<T> sums; ///< of all fields

            void reserve(std::size_t rows) { sums.reserve(rows, Columns); }
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> sums = workspace.sums.view();
            for_each_share(context.executor, in.rows, 1, cost, [&](std::size_t first, std::size_t count) {
                if constexpr (Out == Columns) {
                    kernels::pair_sums<T, W, Columns>(in.middle(first, count), out.middle(first, count),
                                                      sums.middle(first, count));
                } else {
                    kernels::total_pair_sums<T, W, Columns>(in.middle(first, count), out.middle(first, count),
                                                            sums.middle(first, count));
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            if (d_in.data == nullptr) {
                return;
            }
            const MatrixView<T> sums = workspace.sums.view();
            for_each_share(context.executor, in.rows, 1, cost, [&](std::size_t first, std::size_t count) {
                kernels::pair_sums_gradient<T, W, Columns, Out>(in.middle(first, count), sums.middle(first, count),
                                                                d_out.middle(first, count), d_in.middle(first, count));
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(text({Self::name, "<", Columns, ">"}), Out);
        }
    };
};

} // namespace detail

/// The sum of the products of every two of m fields: out(b, k) = sum over i < j of v(b, i, k) v(b, j, k), where field i
/// is columns i Columns ... (i + 1) Columns - 1 of the input, as `Concat<Embedding<A, Columns>, Embedding<B, Columns>,
/// ...>` puts them side by side. It is summed as v_j (v_0 + ... + v_(j - 1)) in the order of j, which has no difference
/// of large squares as ((sum of v)^2 - sum of v^2) / 2 has.
///
/// Shapes: `batch x m Columns` -> `batch x Columns`, m > 1.
/// Backward: d_v_i = d_out (sum over j of v_j - v_i).
/// Cost: 3 m Columns flops a sample forward, 2 m Columns backward.
/// Source: He, Chua, "Neural factorization machines for sparse predictive analytics", SIGIR 2017.
template <std::size_t Columns>
struct BiInteraction : detail::PairSums<BiInteraction<Columns>, Columns, Columns> {
    static constexpr std::string_view name = "BiInteraction";
};

} // namespace linnet::inline LINNET_ISA
