// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/option.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/kernels/batch_norm.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

/// Option of BatchNorm: the share of each batch in the moving moments, as a fraction such as `percent<10>`, which is
/// the default. This is the `momentum` of PyTorch; that of Keras is 1 less this share.
template <class Share>
struct Momentum {
    using share = Share;
};

namespace detail {

template <class Option>
struct is_momentum : std::false_type {};
template <class Share>
struct is_momentum<Momentum<Share>> : std::true_type {};
template <class... Options>
inline constexpr double batch_share =
    ratio_value<typename option<is_momentum, Momentum<percent<10>>, Options...>::share>;

template <class Layer>
struct BatchNormOption {
    static_assert(never<Layer>, "linnet: the only option of BatchNorm is a Momentum.");
};
template <class Layer>
struct BatchNormMomentum {
    static_assert(never<Layer>, "linnet: the Momentum of BatchNorm must be above 0 and at most 1, such as "
                                "Momentum<percent<10>>.");
};

/// The shape of the input, or the error in the options.
template <class Layer, class In, class... Options>
consteval auto batch_norm_output() {
    if constexpr (count_options<is_momentum, Options...> != sizeof...(Options) || sizeof...(Options) > 1) {
        return ShapeError<BatchNormOption<Layer>>{};
    } else if constexpr (!(batch_share<Options...> > 0.0 && batch_share<Options...> <= 1.0)) {
        return ShapeError<BatchNormMomentum<Layer>>{};
    } else {
        return same_shape<Layer, In>{};
    }
}

} // namespace detail

/// Normalizes each column over the batch: out(b, i) = gamma(i) x(b, i) + beta(i) for x(b, i) = s(i) (in(b, i) - m(i))
/// and s(i) = 1 / sqrt(v(i) + 1e-5). In training, m(i) and v(i) are the mean and the biased variance of column i in the
/// batch, so that the loss of each sample depends on all others. Otherwise they are moving moments, statistics that
/// start at 0 and 1 and go with each training step a share of the way (see Momentum) to the moments of its batch, whose
/// variance is taken unbiased for this, as in PyTorch. The 1e-5 is PyTorch's, too; Keras takes 1e-3.
///
/// A training batch of 1 row, such as the last one of an epoch may be, has no variance: it is normalized by the moving
/// moments and leaves them as they are. PyTorch refuses such a batch, Keras takes 0 for the variance.
///
/// Shapes: `batch x n` -> `batch x n`; gamma `n`, which starts at 1, beta `n`, which starts at 0; moving_mean and
/// moving_variance `n`.
/// Backward: d_gamma(i) += sum over b of d_out(b, i) x(b, i), d_beta(i) += sum over b of d_out(b, i), and d_in(b, i) =
/// gamma(i) s(i) (d_out(b, i) - mean of d_out(:, i) - x(b, i) mean of (d_out(:, i) x(:, i))); without the two means
/// where the moments are the moving ones. All sums over the batch go in the order of its rows. Source: Ioffe, Szegedy,
/// "Batch Normalization", ICML 2015; PyTorch `nn.BatchNorm1d`, Keras `BatchNormalization`.
template <class... Options>
struct BatchNorm {
    static constexpr std::string_view name = "BatchNorm";
    static constexpr bool reads_input = true;
    static constexpr double epsilon = 1e-5;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::batch_norm_output<BatchNorm, In, Options...>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr T share = static_cast<T>(detail::batch_share<Options...>);
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t column_unit = 16; // threads divide columns by whole cache lines

    public:
        static constexpr bool trainable = true;
        static constexpr bool mixes_samples = true;

        struct Workspace {
            enum Row { mean, variance, scale, sum, product, rows };
            Matrix<T> numbers;     ///< of each column
            bool of_batch = false; ///< whether the moments are those of the batch

            void reserve(std::size_t) { numbers.reserve(rows, columns); }
            [[nodiscard]] T* row(Row i) { return numbers.view().row(i); }
        };

        explicit Node(Builder<T>& builder)
            : gamma_{builder.dense("gamma", 1, columns, Ones{}, Fans{1, columns})},
              beta_{builder.dense("beta", 1, columns, Zeros{}, Fans{1, columns})},
              mean_{builder.statistics("moving_mean", 1, columns, Zeros{})},
              variance_{builder.statistics("moving_variance", 1, columns, Ones{})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            T* const scale = workspace.row(Workspace::scale);
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
                                              static_cast<T>(epsilon), scale, columns);
            const kernels::ColumnNorm<T> norm = column_norm(context, workspace);
            for_each_share(context.executor, in.rows, 1, 4 * columns, [&](std::size_t first, std::size_t count) {
                kernels::normalize_columns<T, W>(norm, in.middle(first, count), out.middle(first, count));
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const kernels::ColumnNorm<T> norm = column_norm(context, workspace);
            T* const sum = workspace.row(Workspace::sum);
            T* const product = workspace.row(Workspace::product);
            T* const d_gamma = context.gradients[gamma_].dense.view().data;
            T* const d_beta = context.gradients[beta_].dense.view().data;
            const T one{1};
            const T per_row = workspace.of_batch ? one / static_cast<T>(d_out.rows) : T{0};
            for_each_share(
                context.executor, columns, column_unit, 4 * d_out.rows, [&](std::size_t first, std::size_t count) {
                    kernels::column_norm_sums<T, W>(norm.mean + first, norm.scale + first, in.slice(first, count),
                                                    d_out.slice(first, count), sum + first, product + first);
                    kernels::add_scaled_row<T, W>(one, product + first, d_gamma + first, count);
                    kernels::add_scaled_row<T, W>(one, sum + first, d_beta + first, count);
                    kernels::scale_row<T, W>(per_row, sum + first, sum + first, count);
                    kernels::scale_row<T, W>(per_row, product + first, product + first, count);
                });
            if (workspace.of_batch) {
                move_moments(context, d_out.rows, workspace);
            }
            if (d_in.data == nullptr) {
                return;
            }
            for_each_share(context.executor, d_out.rows, 1, 5 * columns, [&](std::size_t first, std::size_t count) {
                kernels::column_norm_gradient<T, W>(norm, sum, product, in.middle(first, count),
                                                    d_out.middle(first, count), d_in.middle(first, count));
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("BatchNorm", columns, {gamma_, beta_, mean_, variance_});
        }

    private:
        template <class Context>
        [[nodiscard]] const T* values(const Context& context, std::size_t block) const {
            return context.parameters[block].values.view().data;
        }
        template <class Context>
        [[nodiscard]] kernels::ColumnNorm<T> column_norm(const Context& context, Workspace& workspace) const {
            return {workspace.of_batch ? workspace.row(Workspace::mean) : values(context, mean_),
                    workspace.row(Workspace::scale), values(context, gamma_), values(context, beta_)};
        }

        template <class Context>
        void move_moments(Context& context, std::size_t rows, Workspace& workspace) const {
            kernels::move_moments<T, W>(rows, share, workspace.row(Workspace::mean), workspace.row(Workspace::variance),
                                        values(context, mean_), values(context, variance_),
                                        context.gradients[mean_].next().data, context.gradients[variance_].next().data,
                                        columns);
        }

        std::size_t gamma_;
        std::size_t beta_;
        std::size_t mean_;
        std::size_t variance_;
    };
};

} // namespace linnet::inline LINNET_ISA
