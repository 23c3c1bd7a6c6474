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
#include <linnet/kernels/batch_norm.hpp>
#include <linnet/kernels/dice.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

/// A PReLU whose turn is soft and lies where the numbers of a column are: out(b, i) = (p(b, i) + (1 - p(b, i))
/// slope(i)) in(b, i) for p = sigmoid(z) and z(b, i) = s(i) (in(b, i) - m(i)), s(i) = 1 / sqrt(v(i) + 1e-8). In
/// training, m(i) and v(i) are the mean and the biased variance of column i in the batch, so that the loss of each
/// sample depends on all others. Otherwise they are moving moments, statistics that start at 0 and 1 and go with each
/// training step a tenth of the way to the moments of its batch, as in BatchNorm, and as there a training batch of 1
/// row is taken by the moving moments.
///
/// Shapes: `batch x n` -> `batch x n`; slope `n`, which starts at 0; moving_mean and moving_variance `n`.
/// Backward, with e(b, i) = d_out(b, i) in(b, i) (1 - slope(i)) p(b, i) (1 - p(b, i)): d_in(b, i) = (p(b, i) + (1 -
/// p(b, i)) slope(i)) d_out(b, i) + s(i) (e(b, i) - mean of e(:, i) - z(b, i) mean of (e(:, i) z(:, i))), without the
/// two means where the moments are the moving ones; d_slope(i) += sum over b of d_out(b, i) in(b, i) (1 - p(b, i)). All
/// sums over the batch go in the order of its rows. Source: Zhou et al., "Deep interest network for click-through rate
/// prediction", KDD 2018; DeepCTR `Dice`.
struct Dice {
    static constexpr std::string_view name = "Dice";
    static constexpr bool reads_input = true;
    static constexpr double epsilon = 1e-8;
    static constexpr double batch_share = 0.1; ///< of each batch in the moving moments
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<Dice, In>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t column_unit = 16; // threads divide columns by whole cache lines

    public:
        static constexpr bool trainable = true;
        static constexpr bool mixes_samples = true;

        struct Workspace {
            enum Row { mean, variance, scale, sum, product, ones, rows };
            Matrix<T> numbers;     ///< of each column
            Matrix<T> d_z;         ///< e, and then what comes of it in d_in
            bool of_batch = false; ///< whether the moments are those of the batch

            void reserve(std::size_t batch) {
                numbers.reserve(rows, columns);
                std::fill_n(row(ones), columns, T{1});
                d_z.reserve(batch, columns);
            }
            [[nodiscard]] T* row(Row i) { return numbers.view().row(i); }
        };

        explicit Node(Builder<T>& builder)
            : slope_{builder.dense("slope", 1, columns, Zeros{}, Fans{1, columns})},
              mean_{builder.statistics("moving_mean", 1, columns, Zeros{})},
              variance_{builder.statistics("moving_variance", 1, columns, Ones{})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            workspace.of_batch = context.training && in.rows > 1;
            if (workspace.of_batch) {
                T* const mean = workspace.row(Workspace::mean);
                T* const variance = workspace.row(Workspace::variance);
                for_each_share(
                    context.executor, columns, column_unit, 3 * in.rows, [&](std::size_t first, std::size_t count) {
                        kernels::column_moments<T, W>(in.slice(first, count), mean + first, variance + first);
                    });
            }
            kernels::inverse_deviations<T, W>(workspace.of_batch ? workspace.row(Workspace::variance)
                                                                 : values(context, variance_),
                                              static_cast<T>(epsilon), workspace.row(Workspace::scale), columns);
            const kernels::DiceColumns<T> numbers = column_numbers(context, workspace);
            for_each_share(context.executor, in.rows, 1, 8 * columns, [&](std::size_t first, std::size_t count) {
                kernels::dice<T, W>(numbers, in.middle(first, count), out.middle(first, count));
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const kernels::DiceColumns<T> numbers = column_numbers(context, workspace);
            T* const d_slope = context.gradients[slope_].dense.view().data;
            for_each_share(context.executor, columns, column_unit, 8 * in.rows,
                           [&](std::size_t first, std::size_t count) {
                               const kernels::DiceColumns<T> some{numbers.mean + first, numbers.scale + first,
                                                                  numbers.slope + first};
                               kernels::add_dice_slopes<T, W>(some, in.slice(first, count), d_out.slice(first, count),
                                                              d_slope + first);
                           });
            if (workspace.of_batch) {
                move_moments(context, in.rows, workspace);
            }
            if (d_in.data != nullptr) {
                write_input_gradient(context.executor, numbers, in, d_out, d_in, workspace);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Dice", columns, {slope_, mean_, variance_});
        }

    private:
        template <class Context>
        [[nodiscard]] const T* values(const Context& context, std::size_t block) const {
            return context.parameters[block].values.view().data;
        }
        template <class Context>
        [[nodiscard]] kernels::DiceColumns<T> column_numbers(const Context& context, Workspace& workspace) const {
            return {workspace.of_batch ? workspace.row(Workspace::mean) : values(context, mean_),
                    workspace.row(Workspace::scale), values(context, slope_)};
        }

        static void write_input_gradient(Executor* executor, const kernels::DiceColumns<T>& numbers,
                                         const ConstMatrixView<T>& in, const ConstMatrixView<T>& d_out,
                                         const MatrixView<T>& d_in, Workspace& workspace) {
            const MatrixView<T> d_z = workspace.d_z.top(in.rows);
            T* const sum = workspace.row(Workspace::sum);
            T* const product = workspace.row(Workspace::product);
            for_each_share(executor, in.rows, 1, 8 * columns, [&](std::size_t first, std::size_t count) {
                kernels::dice_gradient<T, W>(numbers, in.middle(first, count), d_out.middle(first, count),
                                             d_in.middle(first, count), d_z.middle(first, count));
            });
            const T per_row = workspace.of_batch ? T{1} / static_cast<T>(in.rows) : T{0};
            for_each_share(executor, columns, column_unit, 4 * in.rows, [&](std::size_t first, std::size_t count) {
                kernels::column_norm_sums<T, W>(numbers.mean + first, numbers.scale + first, in.slice(first, count),
                                                d_z.slice(first, count), sum + first, product + first);
                kernels::scale_row<T, W>(per_row, sum + first, sum + first, count);
                kernels::scale_row<T, W>(per_row, product + first, product + first, count);
            });
            const kernels::ColumnNorm<T> norm{numbers.mean, numbers.scale, workspace.row(Workspace::ones), nullptr};
            for_each_share(executor, in.rows, 1, 5 * columns, [&](std::size_t first, std::size_t count) {
                kernels::column_norm_gradient<T, W>(norm, sum, product, in.middle(first, count),
                                                    d_z.middle(first, count), d_z.middle(first, count));
            });
            kernels::map_rows<T, W>(
                executor, d_in, [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; },
                d_in, d_z);
        }

        template <class Context>
        void move_moments(Context& context, std::size_t rows, Workspace& workspace) const {
            kernels::move_moments<T, W>(rows, static_cast<T>(batch_share), workspace.row(Workspace::mean),
                                        workspace.row(Workspace::variance), values(context, mean_),
                                        values(context, variance_), context.gradients[mean_].next().data,
                                        context.gradients[variance_].next().data, columns);
        }

        std::size_t slope_;
        std::size_t mean_;
        std::size_t variance_;
    };
};

} // namespace linnet::inline LINNET_ISA
