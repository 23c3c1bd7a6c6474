// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/kernels/attention.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/vecmat.hpp>

namespace linnet::inline LINNET_ISA {

/// Option of SelfAttention: a step sees the steps up to its own.
struct Causal {};

namespace detail {

template <class Layer>
struct SelfAttentionInput {
    static_assert(never<Layer>, "linnet: SelfAttention needs a sequence: put it behind an Embedding of a Sequence "
                                "feature, or behind layers that keep its steps.");
};
template <class Layer>
struct SelfAttentionHeads {
    static_assert(never<Layer>, "linnet: the heads of SelfAttention must be at least one and divide the columns of its "
                                "input.");
};
template <class Layer>
struct SelfAttentionOption {
    static_assert(never<Layer>, "linnet: the only option of SelfAttention is Causal.");
};

/// The input's shape, or what is wrong with it, the heads or the options.
template <class Layer, class In, std::size_t Heads, class... Options>
consteval auto self_attention_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (!(std::is_same_v<Options, Causal> && ...) || sizeof...(Options) > 1) {
        return ShapeError<SelfAttentionOption<Layer>>{};
    } else if constexpr (!is_steps<In>) {
        return ShapeError<SelfAttentionInput<Layer>>{};
    } else if constexpr (Heads == 0) {
        return ShapeError<SelfAttentionHeads<Layer>>{};
    } else if constexpr (In::columns % Heads != 0 || In::columns == 0) {
        return ShapeError<SelfAttentionHeads<Layer>>{};
    } else {
        return In{};
    }
}

} // namespace detail

/// Each step is replaced by a mixture of the steps of its sequence, which are weighted by how well they answer it:
/// (Q | K | V) = in kernel + bias; for each head, which has n / Heads columns of Q, K and V of its own, A = softmax(Q
/// K^T / sqrt(n / Heads)) V, row by row; out = (A of all heads side by side) output_kernel + output_bias. With the
/// option Causal, step i is a mixture of steps 0 ... i. Each sequence is by itself, whatever its length.
///
/// Shapes: `batch x steps x n` -> `batch x steps x n`; kernel `n x 3 n`, bias `3 n`, output_kernel `n x n`, output_bias
/// `n`. The kernels start from GlorotUniform, the biases from zeros.
/// Every sum goes over the inner dimension in its order, but for those of the softmax, which take canonical lanes.
/// Cost: 8 n^2 flops for each step and 4 n for each pair of steps, and twice that backward; the weights of all pairs
/// are kept from forward to backward. Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017; PyTorch
/// `nn.MultiheadAttention`.
template <std::size_t Heads, class... Options>
struct SelfAttention {
    static constexpr std::string_view name = "SelfAttention";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    static constexpr bool causal = sizeof...(Options) != 0;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::self_attention_output<SelfAttention, In, Heads, Options...>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t head_columns = columns / Heads;
        // Parts for threads: whole tiles of rows, and whole cache lines of columns.
        static constexpr std::size_t row_unit = 20;
        static constexpr std::size_t column_unit = 16;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            std::vector<std::size_t> first_weight; ///< of each sequence, and the end
            std::size_t longest = 0;
            Matrix<T> projected;   ///< Q, divided by sqrt(n / Heads), K and V
            Matrix<T> d_projected; ///< their gradients
            Matrix<T> mixed;       ///< A of all heads
            Matrix<T> d_mixed;
            Matrix<T> weights; ///< of each pair of steps of each head of each sequence, in one column
            Matrix<T> scratch; ///< of each thread, in one column

            void reserve(std::size_t batch) { first_weight.reserve(batch + 1); }
        };

        explicit Node(Builder<T>& builder)
            : kernel_{builder.dense("self_attention.kernel", columns, 3 * columns, GlorotUniform{},
                                    Fans{columns, 3 * columns})},
              bias_{builder.dense("self_attention.bias", 1, 3 * columns, Zeros{}, Fans{1, 3 * columns})},
              output_kernel_{builder.dense("self_attention.output_kernel", columns, columns, GlorotUniform{},
                                           Fans{columns, columns})},
              output_bias_{builder.dense("self_attention.output_bias", 1, columns, Zeros{}, Fans{1, columns})} {}

        template <class Context>
        void forward(const Context& context, ConstStepsView<T> in, StepsView<T> out, Workspace& workspace) const {
            const std::size_t steps = in.values.rows;
            place_weights(in.offsets, workspace);
            workspace.projected.reserve(steps, 3 * columns);
            workspace.mixed.reserve(steps, columns);
            workspace.weights.reserve(workspace.first_weight.back(), 1);
            workspace.scratch.reserve(threads_of(context.executor) * scratch_size(workspace.longest), 1);
            const MatrixView<T> projected = workspace.projected.top(steps);
            const MatrixView<T> mixed = workspace.mixed.top(steps);
            project(context, kernel_, bias_, in.values, projected);
            scale_queries(context.executor, projected);
            for_each_head(context.executor, in, workspace, 1,
                          [&](const Head& head, MatrixView<T> weights, T* scratch, MatrixView<T>) {
                              kernels::attend<T, W>(head.input(projected), causal, weights, head.of(mixed, 0), scratch);
                          });
            project(context, output_kernel_, output_bias_, mixed, out.values);
        }

        template <class Context>
        void backward(Context& context, ConstStepsView<T> in, ConstStepsView<T>, ConstStepsView<T> d_out,
                      StepsView<T> d_in, Workspace& workspace) const {
            const std::size_t steps = in.values.rows;
            workspace.d_projected.reserve(steps, 3 * columns);
            workspace.d_mixed.reserve(steps, columns);
            const MatrixView<T> projected = workspace.projected.top(steps);
            const MatrixView<T> d_projected = workspace.d_projected.top(steps);
            const MatrixView<T> d_mixed = workspace.d_mixed.top(steps);
            add_gradients(context, output_kernel_, output_bias_, workspace.mixed.top(steps), d_out.values);
            project_back(context, output_kernel_, d_out.values, d_mixed);
            for_each_head(context.executor, in, workspace, 2,
                          [&](const Head& head, MatrixView<T> weights, T* scratch, MatrixView<T> pairs) {
                              kernels::attend_gradient<T, W>(
                                  head.input(projected), causal, weights, head.of(d_mixed, 0), head.of(d_projected, 0),
                                  head.of(d_projected, columns), head.of(d_projected, 2 * columns), pairs, scratch);
                          });
            scale_queries(context.executor, d_projected);
            add_gradients(context, kernel_, bias_, in.values, d_projected);
            if (d_in.values.data != nullptr) {
                project_back(context, kernel_, d_projected, d_in.values);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"SelfAttention<", Heads, causal ? ", Causal>" : ">"}), columns,
                            {kernel_, bias_, output_kernel_, output_bias_});
        }

    private:
        /// The rows of one sequence and the columns of one head.
        struct Head {
            std::size_t first_row;
            std::size_t rows;
            std::size_t first_column;

            [[nodiscard]] MatrixView<T> of(const MatrixView<T>& matrix, std::size_t from_column) const {
                return matrix.middle(first_row, rows).slice(from_column + first_column, head_columns);
            }
            [[nodiscard]] kernels::AttentionInput<T> input(const MatrixView<T>& projected) const {
                return {of(projected, 0), of(projected, columns), of(projected, 2 * columns)};
            }
        };

        [[nodiscard]] static std::size_t scratch_size(std::size_t steps) {
            return (head_columns + steps) * kernels::attention_stride<T>(steps);
        }
        static void place_weights(std::span<const std::uint64_t> offsets, Workspace& workspace) {
            workspace.longest = 0;
            workspace.first_weight.assign(1, 0);
            for (std::size_t b = 0; b + 1 < offsets.size(); ++b) {
                const std::size_t length = offsets[b + 1] - offsets[b];
                const std::size_t size = Heads * length * kernels::attention_stride<T>(length);
                workspace.longest = std::max(workspace.longest, length);
                workspace.first_weight.push_back(workspace.first_weight.back() + size);
            }
        }

        /// Calls `body(head, weights, scratch, pairs)` for each head of each sequence, where `pairs` is a matrix like
        /// the weights that may be written. Threads divide the sequences, by the sizes of their weights.
        template <class Body>
        static void for_each_head(Executor* executor, const ConstStepsView<T>& in, Workspace& workspace,
                                  std::size_t cost, const Body& body) {
            const std::vector<std::size_t>& places = workspace.first_weight;
            const auto sequences_below = [&](std::size_t place) {
                const auto end = places.end() - 1;
                return static_cast<std::size_t>(std::lower_bound(places.begin(), end, place) - places.begin());
            };
            const std::size_t weight_cost = cost * (4 + 2 * head_columns / detail::multiply_adds_per_cost);
            for_each_part(executor, places.back(), 1, weight_cost,
                          [&](std::size_t first, std::size_t count, std::size_t part) {
                              T* const scratch = workspace.scratch.view().row(part * scratch_size(workspace.longest));
                              const std::size_t last = sequences_below(first + count);
                              for (std::size_t b = sequences_below(first); b < last; ++b) {
                                  const std::size_t length = in.length(b);
                                  const std::size_t stride = kernels::attention_stride<T>(length);
                                  const MatrixView<T> pairs{scratch + head_columns * stride, length, length, stride};
                                  for (std::size_t h = 0; length != 0 && h < Heads; ++h) {
                                      T* const weights = workspace.weights.view().row(places[b] + h * length * stride);
                                      body(Head{in.first_step(b), length, h * head_columns},
                                           {weights, length, length, stride}, scratch, pairs);
                                  }
                              }
                          });
        }

        static void scale_queries(Executor* executor, const MatrixView<T>& projected) {
            const T scale = T{1} / std::sqrt(static_cast<T>(head_columns));
            for_each_part(executor, projected.rows, 1, 2 * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t r = first; r < first + count; ++r) {
                    kernels::scale_row<T, W>(scale, projected.row(r), projected.row(r), columns);
                }
            });
        }

        /// out = in kernel + bias
        template <class Context>
        static void project(const Context& context, std::size_t kernel, std::size_t bias, const ConstMatrixView<T>& in,
                            const MatrixView<T>& out) {
            const ConstMatrixView<T> by = context.parameters[kernel].values.view();
            const T* const start = context.parameters[bias].values.view().data;
            for_each_part(context.executor, out.rows, row_unit, product_cost(out.columns),
                          [&](std::size_t first, std::size_t count) {
                              const MatrixView<T> to = out.middle(first, count);
                              const ConstMatrixView<T> from = in.middle(first, count);
                              kernels::matmul<T, W>(count, columns, out.columns, {from.data, from.stride, 1},
                                                    {by.data, by.stride}, {to.data, to.stride}, {start, 0});
                          });
        }
        /// d_in = d_out kernel^T
        template <class Context>
        static void project_back(const Context& context, std::size_t kernel, const ConstMatrixView<T>& d_out,
                                 const MatrixView<T>& d_in) {
            const ConstMatrixView<T> by = context.parameters[kernel].values.view();
            for_each_part(context.executor, d_out.rows, row_unit, product_cost(d_out.columns),
                          [&](std::size_t first, std::size_t count) {
                              const ConstMatrixView<T> from = d_out.middle(first, count);
                              const MatrixView<T> to = d_in.middle(first, count);
                              kernels::matmul_transposed<T, W>(count, from.columns, columns,
                                                               {from.data, from.stride, 1}, {by.data, by.stride},
                                                               {to.data, to.stride}, {nullptr, 0});
                          });
        }
        /// d_kernel += in^T d_out, d_bias += the sum of the rows of d_out
        template <class Context>
        static void add_gradients(Context& context, std::size_t kernel, std::size_t bias, const ConstMatrixView<T>& in,
                                  const ConstMatrixView<T>& d_out) {
            const MatrixView<T> to = context.gradients[kernel].dense.view();
            const std::size_t cost = in.rows * (1 + d_out.columns / detail::multiply_adds_per_cost);
            for_each_part(context.executor, columns, column_unit, cost, [&](std::size_t first, std::size_t count) {
                const MatrixView<T> part = to.middle(first, count);
                kernels::matmul<T, W>(count, in.rows, d_out.columns, {in.slice(first, count).data, 1, in.stride},
                                      {d_out.data, d_out.stride}, {part.data, part.stride}, {part.data, part.stride});
            });
            T* const d_bias = context.gradients[bias].dense.view().data;
            for_each_part(context.executor, d_out.columns, column_unit, d_out.rows,
                          [&](std::size_t first, std::size_t count) {
                              const T one{1};
                              kernels::vecmat_add<T, W>(&one, 0, d_out.slice(first, count), d_bias + first);
                          });
        }
        [[nodiscard]] static constexpr std::size_t product_cost(std::size_t units) {
            return columns + units + columns * units / detail::multiply_adds_per_cost;
        }

        std::size_t kernel_;
        std::size_t bias_;
        std::size_t output_kernel_;
        std::size_t output_bias_;
    };
};

} // namespace linnet::inline LINNET_ISA
