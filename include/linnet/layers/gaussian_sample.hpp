// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/initializers/normal_quantile.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/exp.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class In>
struct GaussianSampleInput {
    static_assert(never<In>, "linnet: GaussianSample reads a mean and a log variance of each column of its output, so "
                             "its input has an even number of columns.");
};

/// Half the columns, or the error in them.
template <class Layer, class In>
consteval auto half_of_columns() {
    if constexpr (!is_shape<In>) {
        return same_shape<Layer, In>{};
    } else if constexpr (In::columns % 2 != 0) {
        return ShapeError<GaussianSampleInput<In>>{};
    } else {
        return Shape<In::columns / 2>{};
    }
}

} // namespace detail

/// In training, a draw from the normal distribution that its input describes: out = mean + exp(log variance / 2) e for
/// a standard normal e that is drawn for each element of each step. Otherwise the mean. As e does not depend on the
/// input, the gradient goes through the draw ("reparameterisation"). e is a function of the seed of the model, the
/// training step and the place of the element, and the same for float and double but for rounding.
///
/// Shapes: `batch x 2n`, first the means, then the logarithms of the variances -> `batch x n`.
/// Backward: d_mean = d_out, d_log_variance = d_out (out - mean) / 2.
/// Source: Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014.
struct GaussianSample {
    static constexpr std::string_view name = "GaussianSample";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::half_of_columns<GaussianSample, In>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns / 2;

    public:
        static constexpr bool trainable = true;
        struct Workspace {
            Matrix<T> spread; ///< out - mean
            bool active = false;

            void reserve(std::size_t batch) { spread.reserve(batch, columns); }
        };

        explicit Node(Builder<T>& builder) : stream_{builder.new_stream()} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const ConstMatrixView<T> mean = in.slice(0, columns);
            workspace.active = context.training;
            if (!workspace.active) {
                kernels::copy_rows<T, W>(context.executor, out, mean);
                return;
            }
            const MatrixView<T> spread = workspace.spread.top(in.rows);
            draw(context, spread);
            kernels::map_rows<T, W>(
                context.executor, spread,
                [](const pack<T, W>& log_variance, const pack<T, W>& e)
                    LINNET_INLINE_LAMBDA { return exp(log_variance * pack<T, W>(T{0.5})) * e; },
                in.slice(columns, columns), spread);
            kernels::map_rows<T, W>(
                context.executor, out,
                [](const pack<T, W>& m, const pack<T, W>& s) LINNET_INLINE_LAMBDA { return m + s; }, mean, spread);
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            if (d_in.data == nullptr) {
                return;
            }
            kernels::copy_rows<T, W>(context.executor, d_in.slice(0, columns), d_out);
            const MatrixView<T> d_log_variance = d_in.slice(columns, columns);
            const auto half_product = [](const pack<T, W>& d, const pack<T, W>& s)
                                          LINNET_INLINE_LAMBDA { return d * s * pack<T, W>(T{0.5}); };
            const auto none = [](const pack<T, W>&) LINNET_INLINE_LAMBDA { return pack<T, W>(T{0}); };
            if (workspace.active) {
                kernels::map_rows<T, W>(context.executor, d_log_variance, half_product, d_out,
                                        workspace.spread.top(d_in.rows));
            } else {
                kernels::map_rows<T, W>(context.executor, d_log_variance, none, d_out);
            }
        }

        LINNET_COLD void describe(Description& description) const { description.add("GaussianSample", columns); }

    private:
        template <class Context>
        void draw(const Context& context, MatrixView<T> to) const {
            constexpr std::uint64_t draws_per_step = std::uint64_t{1} << 37; // so that no two steps share one
            constexpr std::size_t cost = 64;
            const Random random{context.seed, stream_};
            for_each_share(context.executor, to.rows, 1, cost * columns, [&](std::size_t begin, std::size_t count) {
                for (std::size_t r = begin; r < begin + count; ++r) {
                    const std::uint64_t first = context.step * draws_per_step + r * columns;
                    for (std::size_t c = 0; c < columns; ++c) {
                        to(r, c) = static_cast<T>(normal_quantile(random.uniform(first + c)));
                    }
                }
            });
        }

        std::uint64_t stream_;
    };
};

} // namespace linnet::inline LINNET_ISA
