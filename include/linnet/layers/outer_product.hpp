// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/matvec.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/fields.hpp>

namespace linnet::inline LINNET_ISA {

/// The outer product with itself of the sum of the m fields of its input, which is the sum of the outer products of
/// every two of them: out(b, k Columns + l) = f(b, k) f(b, l) for f(b, k) = sum over i of v(b, i, k), in the order of
/// i, where field i is columns i Columns ... (i + 1) Columns - 1.
///
/// Shapes: `batch x m Columns` -> `batch x Columns^2`, m > 1.
/// Backward: d_v(b, i, k) = sum over l of d_out(b, k, l) f(b, l), on canonical lanes, then + sum over l of d_out(b, l,
/// k) f(b, l), in the order of l. Cost: m Columns + Columns^2 flops a sample forward, 4 Columns^2 backward.
/// Source: Qu et al., "Product-based neural networks for user response prediction", ICDM 2016, equation 16.
template <std::size_t Columns>
struct OuterProduct : detail::LayerOfFields {
    static constexpr std::string_view name = "OuterProduct";
    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t) { return Columns * Columns; }

    template <class In>
    using output = decltype(detail::output_of_fields<OuterProduct, Columns, In>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t fields = In::columns / Columns;
        static constexpr std::size_t cost = In::columns + Columns * Columns;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            Matrix<T> sums, d_sums; ///< f

            void reserve(std::size_t rows) {
                sums.reserve(rows, Columns);
                d_sums.reserve(rows, Columns);
            }
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> sums = workspace.sums.view();
            for_each_row(context.executor, in.rows, [&](std::size_t b) {
                const T one{1};
                T* const f = sums.row(b);
                std::fill_n(f, Columns, T{0});
                kernels::vecmat_add<T, W>(&one, 0, {in.row(b), fields, Columns, Columns}, f);
                for (std::size_t k = 0; k < Columns; ++k) {
                    kernels::scale_row<T, W>(f[k], f, out.row(b) + k * Columns, Columns);
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
            const MatrixView<T> d_sums = workspace.d_sums.view();
            for_each_row(context.executor, in.rows, [&](std::size_t b) {
                const ConstMatrixView<T> d_product{d_out.row(b), Columns, Columns, Columns};
                T* const d_f = d_sums.row(b);
                kernels::matvec<T, W>(d_product, sums.row(b), T{0}, d_f, 1);
                kernels::vecmat_add<T, W>(sums.row(b), 1, d_product, d_f);
                for (std::size_t i = 0; i < fields; ++i) {
                    kernels::copy_row<T, W>(d_f, d_in.row(b) + i * Columns, Columns);
                }
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"OuterProduct<", Columns, ">"}), Columns * Columns);
        }

    private:
        template <class Body>
        static void for_each_row(Executor* executor, std::size_t rows, const Body& body) {
            for_each_share(executor, rows, 1, cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    body(b);
                }
            });
        }
    };
};

} // namespace linnet::inline LINNET_ISA
