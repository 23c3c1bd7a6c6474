// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/layers/field_dots.hpp>
#include <linnet/layers/fields.hpp>

namespace linnet::inline LINNET_ISA {

/// The inner products of every two of m fields of its input, below the diagonal of the matrix of all products, row by
/// row: out(b, i (i - 1) / 2 + j) = sum over k of v(b, i, k) v(b, j, k), j < i, in the order of k, where field i is
/// columns i Columns ... (i + 1) Columns - 1. These are the numbers of PairwiseDot, for an input that another branch
/// reads, too.
///
/// Shapes: `batch x m Columns` -> `batch x m (m - 1) / 2`, m > 1.
/// Backward: d_v_i = sum over j != i of d_out(i, j) v_j, in the order of j.
/// Cost: m^2 Columns flops and a transpose a sample forward, 2 m^2 Columns backward.
/// Source: Qu et al., "Product-based neural networks for user response prediction", ICDM 2016 (IPNN).
template <std::size_t Columns>
struct InnerProducts : detail::LayerOfFields {
    static constexpr std::string_view name = "InnerProducts";

    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t m) { return detail::pairs_of_fields(m); }

    template <class In>
    using output = decltype(detail::output_of_fields<InnerProducts, Columns, In>());

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;

        struct Workspace {
            detail::FieldDots<T, W, In::columns / Columns, Columns> dots;

            void reserve(std::size_t) { dots.reserve(nullptr); }
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            workspace.dots.forward(context.executor, in, out, [](std::size_t) {});
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            if (d_in.data != nullptr) {
                workspace.dots.backward(context.executor, in, d_out, d_in);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({name, "<", Columns, ">"}), output<In>::columns);
        }
    };
};

} // namespace linnet::inline LINNET_ISA
