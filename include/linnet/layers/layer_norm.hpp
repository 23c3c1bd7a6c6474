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
#include <linnet/initializers/constant.hpp>
#include <linnet/kernels/layer_norm.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Normalizes each row alone: out(b, i) = gamma(i) x(b, i) + beta(i) for x(b, i) = (in(b, i) - m(b)) / d(b), where m(b)
/// is the mean of the row and d(b)^2 = 1e-5 + the mean of (in(b, j) - m(b))^2. The 1e-5 is that of PyTorch; Keras takes
/// 1e-3.
///
/// Shapes: `batch x n` -> `batch x n`; gamma `n`, which starts at 1, and beta `n`, which starts at 0.
/// Backward, with g(b, i) = gamma(i) d_out(b, i): d_in(b, i) = (g(b, i) - mean of g(b, :) - x(b, i) mean of
/// (g(b, :) x(b, :))) / d(b); d_gamma(i) += sum over b of d_out(b, i) x(b, i), d_beta(i) += sum over b of d_out(b, i),
/// in the order of the rows. Source: Ba, Kiros, Hinton, "Layer Normalization", 2016; Keras `LayerNormalization`,
/// PyTorch `nn.LayerNorm`.
struct LayerNorm {
    static constexpr std::string_view name = "LayerNorm";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    static constexpr double epsilon = 1e-5;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<LayerNorm, In>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t column_unit = 16; // threads divide columns by whole cache lines

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            Matrix<T> normed; ///< x
            Matrix<T> scales; ///< 1 / d

            void reserve(std::size_t rows) {
                normed.reserve(rows, columns);
                scales.reserve(rows, 1);
            }
        };

        explicit Node(Builder<T>& builder)
            : gamma_{builder.dense("gamma", 1, columns, Ones{}, Fans{1, columns})},
              beta_{builder.dense("beta", 1, columns, Zeros{}, Fans{1, columns})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const T* const gamma = context.parameters[gamma_].values.view().data;
            const T* const beta = context.parameters[beta_].values.view().data;
            const MatrixView<T> normed = workspace.normed.view();
            T* const scales = workspace.scales.view().data;
            for_each_share(context.executor, in.rows, 1, 4 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    scales[b] = kernels::layer_norm<T, W>(in.row(b), gamma, beta, static_cast<T>(epsilon),
                                                          normed.row(b), out.row(b), columns);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const ConstMatrixView<T> normed = workspace.normed.top(d_out.rows);
            T* const d_gamma = context.gradients[gamma_].dense.view().data;
            T* const d_beta = context.gradients[beta_].dense.view().data;
            for_each_share(context.executor, columns, column_unit, 4 * d_out.rows,
                           [&](std::size_t first, std::size_t count) {
                               const T one{1};
                               const ConstMatrixView<T> some = d_out.slice(first, count);
                               kernels::add_column_products<T, W>(some, normed.slice(first, count), d_gamma + first);
                               kernels::vecmat_add<T, W>(&one, 0, some, d_beta + first);
                           });
            write_input_gradient(context, d_out, d_in, workspace);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>&, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            const ConstMatrixView<T> normed = workspace.normed.top(d_out.rows);
            const MatrixView<T> sums = context.norms.scratch(threads_of(context.executor), 2, columns);
            const std::size_t cost = 4 * columns * context.typical_rows(d_out.rows);
            for_each_share(context.executor, context.norms.samples(), 1, cost,
                           [&](std::size_t first, std::size_t count, std::size_t share) {
                               const T one{1};
                               T* const d_gamma = sums.row(2 * share);
                               T* const d_beta = sums.row(2 * share + 1);
                               for (std::size_t b = first; b < first + count; ++b) {
                                   const ConstMatrixView<T> d = context.rows_of(d_out, b);
                                   std::fill_n(d_gamma, columns, T{0});
                                   std::fill_n(d_beta, columns, T{0});
                                   kernels::add_column_products<T, W>(d, context.rows_of(normed, b), d_gamma);
                                   kernels::vecmat_add<T, W>(&one, 0, d, d_beta);
                                   const T squares = kernels::dot<T, W>(d_gamma, d_gamma, columns) +
                                                     kernels::dot<T, W>(d_beta, d_beta, columns);
                                   context.norms.add(b, static_cast<double>(squares));
                               }
                           });
            write_input_gradient(context, d_out, d_in, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("LayerNorm", columns, {gamma_, beta_});
        }

    private:
        template <class Context>
        void write_input_gradient(const Context& context, const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in,
                                  Workspace& workspace) const {
            if (d_in.data == nullptr) {
                return;
            }
            const ConstMatrixView<T> normed = workspace.normed.top(d_out.rows);
            const T* const gamma = context.parameters[gamma_].values.view().data;
            const T* const scales = workspace.scales.view().data;
            for_each_share(context.executor, d_out.rows, 1, 4 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::layer_norm_gradient<T, W>(normed.row(b), scales[b], gamma, d_out.row(b), d_in.row(b),
                                                       columns);
                }
            });
        }

        std::size_t gamma_;
        std::size_t beta_;
    };
};

} // namespace linnet::inline LINNET_ISA
