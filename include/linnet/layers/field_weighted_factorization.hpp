// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/kernels/outer_norms.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/field_dots.hpp>
#include <linnet/layers/fields.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// A factorization machine with a trained weight for every two of m fields: out(b) = sum over j < i of r(i, j) times
/// the inner product of v(b, i) and v(b, j), where field i is columns i Columns ... (i + 1) Columns - 1 of the input.
/// The products are those of InnerProducts; their sum goes by 16 lanes and a halving tree. With weights of 1, at which
/// they start, it is FactorizationMachine. Like there, the term of first order is for another branch.
///
/// Shapes: `batch x m Columns` -> `batch x 1`, m > 1; weights `1 x m (m - 1) / 2`, that of i and j < i at
/// i (i - 1) / 2 + j. `Start` initializes them.
/// Backward: d_r(i, j) += sum over the batch of d_out v_i . v_j, in its order; d_v_i = d_out sum over j of r(i, j) v_j.
/// Cost: m^2 Columns flops and a transpose a sample forward, 2 m^2 Columns backward. It keeps all products in between.
/// Source: Pan et al., "Field-weighted factorization machines for click-through rate prediction in display
/// advertising", WWW 2018 (FwFM).
template <std::size_t Columns, Initializer Start = Ones>
struct FieldWeightedFactorization : detail::LayerOfFields {
    static constexpr std::string_view name = "FieldWeightedFactorization";

    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t) { return 1; }

    template <class In>
    using output = decltype(detail::output_of_fields<FieldWeightedFactorization, Columns, In>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t fields = In::columns / Columns;
        static constexpr std::size_t column_unit = 16; // threads divide weights by whole cache lines
        using Dots = detail::FieldDots<T, W, fields, Columns>;
        static constexpr std::size_t pairs = Dots::pairs;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            Dots dots;
            Matrix<T> products; ///< of all pairs
            Matrix<T> weights;  ///< of the pairs, as a symmetric matrix

            void reserve(std::size_t rows) {
                dots.reserve(nullptr);
                products.reserve(rows, pairs);
                weights.reserve(fields, fields);
            }
        };

        explicit Node(Builder<T>& builder) : weights_{builder.dense("weights", 1, pairs, Start{}, Fans{pairs, 1})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const T* const weights = context.parameters[weights_].values.view().data;
            const MatrixView<T> products = workspace.products.top(in.rows);
            workspace.dots.forward(context.executor, in, products, [&](std::size_t b) {
                out(b, 0) = kernels::dot<T, W>(products.row(b), weights, pairs);
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const ConstMatrixView<T> products = workspace.products.top(in.rows);
            T* const d_weights = context.gradients[weights_].dense.view().data;
            for_each_share(context.executor, pairs, column_unit, 2 * in.rows,
                           [&](std::size_t first, std::size_t count) {
                               kernels::vecmat_add<T, W>(d_out.data, d_out.stride, products.slice(first, count),
                                                         d_weights + first);
                           });
            write_input_gradient(context, in, d_out, d_in, workspace);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            kernels::add_outer_norms<T, W>(context, workspace.products.top(in.rows), d_out, false);
            write_input_gradient(context, in, d_out, d_in, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({name, "<", Columns, ">"}), 1, {weights_});
        }

    private:
        template <class Context>
        void write_input_gradient(const Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& d_out,
                                  const MatrixView<T>& d_in, Workspace& workspace) const {
            if (d_in.data == nullptr) {
                return;
            }
            const MatrixView<T> weights = workspace.weights.view();
            Dots::mirror(context.parameters[weights_].values.view().data, weights);
            for_each_share(context.executor, in.rows, 1, 2 * Dots::cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    T* const d_row = d_in.row(b);
                    Dots::multiply(weights, in.row(b), d_row);
                    kernels::scale_row<T, W>(d_out(b, 0), d_row, d_row, In::columns);
                }
            });
        }

        std::size_t weights_;
    };
};

} // namespace linnet::inline LINNET_ISA
