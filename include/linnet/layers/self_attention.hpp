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
#include <linnet/kernels/outer_norms.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/transpose.hpp>
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
    } else if constexpr (Heads == 0 || In::columns == 0 || In::columns % std::max<std::size_t>(Heads, 1) != 0) {
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
        // Products go over whole packs of any width. The columns of heads touch, so what the product of one head writes
        // behind its own columns is then written by the next head; behind the last head lies padding of zeros.
        static constexpr std::size_t head_width = (head_columns + 15) / 16 * 16;
        static constexpr std::size_t width = (columns - head_columns + head_width + 15) / 16 * 16;
        static constexpr std::size_t unit = 16; // threads divide rows of results by whole tiles, or nearly

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            std::vector<std::size_t> first_weight; ///< of each sequence, and the end
            std::size_t longest = 0;               ///< sequence
            Matrix<T> kernel, bias;                ///< padded; those of Q are divided by sqrt(n / Heads)
            Matrix<T> output_kernel, output_bias;  ///< padded
            Matrix<T> kernel_transposed, output_transposed;
            Matrix<T> projected, d_projected; ///< Q, K and V
            Matrix<T> mixed;                  ///< A of all heads
            Matrix<T> padded;                 ///< the output, d_mixed, or the gradient of the input
            Matrix<T> weights;                ///< of each pair of steps of each head of each sequence, in one column
            Matrix<T> scratch;                ///< of each thread, in one column
            Matrix<T> d_kernel, d_bias, d_output_kernel; ///< padded

            void reserve(std::size_t batch) {
                first_weight.reserve(batch + 1);
                kernel.reserve(columns, 3 * width);
                bias.reserve(1, 3 * width);
                output_kernel.reserve(columns, width);
                output_bias.reserve(1, width);
            }
            void reserve_steps(std::size_t steps, std::size_t threads) {
                projected.reserve(steps, 3 * width);
                mixed.reserve(steps, width);
                padded.reserve(steps, width);
                weights.reserve(first_weight.back(), 1);
                scratch.reserve(threads * scratch_size(longest), 1);
            }
            void reserve_backward(std::size_t steps) {
                kernel_transposed.reserve(3 * width, width);
                output_transposed.reserve(columns, width);
                d_projected.reserve(steps, 3 * width);
                d_kernel.reserve(columns, 3 * width);
                d_bias.reserve(1, 3 * width);
                d_output_kernel.reserve(columns, width);
            }
        };

        explicit Node(Builder<T>& builder)
            : kernel_{builder.dense("kernel", columns, 3 * columns, GlorotUniform{}, Fans{columns, 3 * columns})},
              bias_{builder.dense("bias", 1, 3 * columns, Zeros{}, Fans{1, 3 * columns})},
              output_kernel_{builder.dense("output_kernel", columns, columns, GlorotUniform{}, Fans{columns, columns})},
              output_bias_{builder.dense("output_bias", 1, columns, Zeros{}, Fans{1, columns})} {}

        template <class Context>
        void forward(const Context& context, ConstStepsView<T> in, StepsView<T> out, Workspace& workspace) const {
            const std::size_t steps = in.values.rows;
            workspace.reserve(in.rows());
            place_weights(in.offsets, workspace);
            workspace.reserve_steps(steps, threads_of(context.executor));
            pad_parameters(context, workspace);
            const MatrixView<T> projected = workspace.projected.top(steps);
            const MatrixView<T> mixed = workspace.mixed.top(steps);
            const MatrixView<T> padded = workspace.padded.top(steps);
            for_each_block(context.executor, in, workspace, 1, [&](const Block& block, T* scratch) {
                multiply(block.of(in.values), columns, workspace.kernel, workspace.bias.view().data,
                         block.of(projected));
                block.for_each_head(in, workspace, [&](const Head& head, const MatrixView<T>& weights) {
                    kernels::attend<T, W>(head.input(projected), causal, weights, head.wide(mixed, 0), scratch);
                });
                multiply(block.of(mixed), columns, workspace.output_kernel, workspace.output_bias.view().data,
                         block.of(padded));
                copy(block.of(padded), block.of(out.values));
            });
        }

        template <class Context>
        void backward(Context& context, ConstStepsView<T> in, ConstStepsView<T>, ConstStepsView<T> d_out,
                      StepsView<T> d_in, Workspace& workspace) const {
            write_gradients(context.executor, in, d_out, d_in, workspace);
            add_output_gradients(context, d_out.values, workspace.mixed.top(in.values.rows),
                                 workspace.d_output_kernel.view());
            add_gradients(context, in.values, workspace.d_projected.top(in.values.rows), workspace);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstStepsView<T>& in, const ConstStepsView<T>&,
                              const ConstStepsView<T>& d_out, const StepsView<T>& d_in, Workspace& workspace) const {
            write_gradients(context.executor, in, d_out, d_in, workspace);
            const MatrixView<T> d = workspace.d_projected.top(in.values.rows);
            const Context steps = context.of_steps(in.offsets);
            for (std::size_t i = 0; i < 3; ++i) {
                kernels::add_outer_norms<T, W>(steps, in.values, d.slice(i * width, columns), true,
                                               i == 0 ? scale() : T{1});
            }
            kernels::add_outer_norms<T, W>(steps, workspace.mixed.top(in.values.rows).slice(0, columns), d_out.values,
                                           true);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"SelfAttention<", Heads, causal ? ", Causal>" : ">"}), columns,
                            {kernel_, bias_, output_kernel_, output_bias_});
        }

    private:
        /// d_projected, and d_in, if it is wanted.
        static void write_gradients(Executor* executor, const ConstStepsView<T>& in, const ConstStepsView<T>& d_out,
                                    const StepsView<T>& d_in, Workspace& workspace) {
            const std::size_t steps = in.values.rows;
            workspace.reserve_backward(steps);
            const MatrixView<T> projected = workspace.projected.top(steps);
            const MatrixView<T> d_projected = workspace.d_projected.top(steps);
            const MatrixView<T> padded = workspace.padded.top(steps);
            kernels::transpose<T, W>(workspace.output_kernel.view().slice(0, columns),
                                     workspace.output_transposed.view().slice(0, columns));
            kernels::transpose<T, W>(workspace.kernel.view(), workspace.kernel_transposed.view().slice(0, columns));
            for_each_block(executor, in, workspace, 2, [&](const Block& block, T* scratch) {
                multiply(block.of(d_out.values), columns, workspace.output_transposed, nullptr, block.of(padded));
                block.for_each_head(in, workspace, [&](const Head& head, const MatrixView<T>& weights) {
                    T* const pairs = scratch + head_columns * weights.stride;
                    kernels::attend_gradient<T, W>(head.input(projected), causal, weights, head.of(padded, 0),
                                                   head.wide(d_projected, 0), head.wide(d_projected, width),
                                                   head.wide(d_projected, 2 * width),
                                                   {pairs, weights.rows, weights.columns, weights.stride}, scratch);
                });
                if (d_in.values.data != nullptr) {
                    multiply(block.of(d_projected), 3 * width, workspace.kernel_transposed, nullptr, block.of(padded));
                    copy(block.of(padded), block.of(d_in.values));
                }
            });
        }

        /// The rows of one sequence and the columns of one head.
        struct Head {
            std::size_t first_row;
            std::size_t rows;
            std::size_t first_column;

            [[nodiscard]] MatrixView<T> of(const MatrixView<T>& matrix, std::size_t from_column) const {
                return matrix.middle(first_row, rows).slice(from_column + first_column, head_columns);
            }
            [[nodiscard]] MatrixView<T> wide(const MatrixView<T>& matrix, std::size_t from_column) const {
                return matrix.middle(first_row, rows).slice(from_column + first_column, head_width);
            }
            [[nodiscard]] kernels::AttentionInput<T> input(const MatrixView<T>& projected) const {
                return {of(projected, 0), of(projected, width), of(projected, 2 * width)};
            }
        };

        static T scale() { return T{1} / std::sqrt(static_cast<T>(head_columns)); }
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
        template <class Context>
        void pad_parameters(const Context& context, Workspace& workspace) const {
            const auto pad = [](ConstMatrixView<T> from, MatrixView<T> to) {
                for (std::size_t r = 0; r < from.rows; ++r) {
                    kernels::scale_row<T, W>(scale(), from.row(r), to.row(r), columns);
                    for (std::size_t i = 1; i < from.columns / columns; ++i) {
                        kernels::copy_row<T, W>(from.row(r) + i * columns, to.row(r) + i * width, columns);
                    }
                }
            };
            pad(context.parameters[kernel_].values.view(), workspace.kernel.view());
            pad(context.parameters[bias_].values.view(), workspace.bias.view());
            copy(context.parameters[output_kernel_].values.view(), workspace.output_kernel.view());
            copy(context.parameters[output_bias_].values.view(), workspace.output_bias.view());
        }

        /// Some sequences, one after the other.
        struct Block {
            std::size_t first;
            std::size_t last;
            std::size_t first_row;
            std::size_t rows;

            template <class U>
            [[nodiscard]] MatrixView<U> of(const MatrixView<U>& matrix) const {
                return matrix.middle(first_row, rows);
            }
            /// Calls `body(head, weights)` for each head of each sequence.
            template <class Body>
            void for_each_head(const ConstStepsView<T>& in, Workspace& workspace, const Body& body) const {
                for (std::size_t b = first; b < last; ++b) {
                    const std::size_t length = in.length(b);
                    const std::size_t stride = kernels::attention_stride<T>(length);
                    T* weights = workspace.weights.view().row(workspace.first_weight[b]);
                    for (std::size_t h = 0; h < Heads && length != 0; ++h, weights += length * stride) {
                        const MatrixView<T> of_head{weights, length, length, stride};
                        body(Head{in.first_step(b), length, h * head_columns}, of_head);
                    }
                }
            }
        };

        /// Calls `body(block, scratch)` for blocks of sequences, each of which stays in the cache from its first
        /// product to its last. Threads divide the sequences, by the sizes of their weights.
        template <class Body>
        static void for_each_block(Executor* executor, const ConstStepsView<T>& in, Workspace& workspace,
                                   std::size_t cost, const Body& body) {
            constexpr std::size_t block_rows = 160;
            const std::vector<std::size_t>& places = workspace.first_weight;
            const auto sequences_below = [&](std::size_t place) {
                const auto end = places.end() - 1;
                return static_cast<std::size_t>(std::lower_bound(places.begin(), end, place) - places.begin());
            };
            const std::size_t weight_cost = cost * (4 + 2 * head_columns / detail::multiply_adds_per_cost);
            const auto run = [&](std::size_t first, std::size_t count, std::size_t share) {
                T* const scratch = workspace.scratch.view().row(share * scratch_size(workspace.longest));
                const std::size_t last = sequences_below(first + count);
                for (std::size_t b = sequences_below(first); b < last;) {
                    Block block{b, b, in.first_step(b), 0};
                    while (block.last < last && block.rows < block_rows) {
                        block.rows += in.length(block.last++);
                    }
                    body(block, scratch);
                    b = block.last;
                }
            };
            for_each_share(executor, places.back(), 1, weight_cost, run);
        }

        /// out = in by + start. `in` has `inner` columns, and out those of `by`.
        static void multiply(const ConstMatrixView<T>& in, std::size_t inner, const Matrix<T>& by, const T* start,
                             const MatrixView<T>& out) {
            const ConstMatrixView<T> right = by.view();
            kernels::matmul<T, W>(out.rows, inner, right.columns, {in.data, in.stride, 1}, {right.data, right.stride},
                                  {out.data, out.stride}, {start, 0});
        }
        /// The first columns of each row.
        static void copy(const ConstMatrixView<T>& from, const MatrixView<T>& to) {
            for (std::size_t r = 0; r < from.rows; ++r) {
                kernels::copy_row<T, W>(from.row(r), to.row(r), columns);
            }
        }

        /// d_output_kernel += mixed^T d_out, by its transpose, whose rows are whole packs; d_output_bias += the sum of
        /// the rows of d_out. Threads divide the columns of both.
        template <class Context>
        void add_output_gradients(Context& context, const ConstMatrixView<T>& d_out, const ConstMatrixView<T>& mixed,
                                  const MatrixView<T>& transposed) const {
            const MatrixView<T> to = context.gradients[output_kernel_].dense.view();
            T* const d_bias = context.gradients[output_bias_].dense.view().data;
            const std::size_t cost = d_out.rows * (1 + width / detail::multiply_adds_per_cost);
            for_each_share(context.executor, columns, unit, cost, [&](std::size_t first, std::size_t count) {
                const T one{1};
                const ConstMatrixView<T> some = d_out.slice(first, count);
                kernels::vecmat_add<T, W>(&one, 0, some, d_bias + first);
                kernels::matmul<T, W>(count, d_out.rows, width, {some.data, 1, some.stride}, {mixed.data, mixed.stride},
                                      {transposed.row(first), transposed.stride}, {nullptr, 0});
                for (std::size_t r = 0; r < columns; ++r) {
                    for (std::size_t c = first; c < first + count; ++c) {
                        to(r, c) += transposed(c, r);
                    }
                }
            });
        }
        /// d_kernel += in^T d_projected, d_bias += the sum of the rows of d_projected. Threads divide the rows of the
        /// one and the columns of the other.
        template <class Context>
        void add_gradients(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& d_projected,
                           Workspace& workspace) const {
            const auto add = [](const T* from, T* to) {
                kernels::add_scaled_row<T, W>(scale(), from, to, columns);
                kernels::add_scaled_row<T, W>(T{1}, from + width, to + columns, columns);
                kernels::add_scaled_row<T, W>(T{1}, from + 2 * width, to + 2 * columns, columns);
            };
            const MatrixView<T> to = context.gradients[kernel_].dense.view();
            const MatrixView<T> sums = workspace.d_kernel.view();
            const std::size_t cost = in.rows * (1 + 3 * width / detail::multiply_adds_per_cost);
            for_each_share(context.executor, columns, unit, cost, [&](std::size_t first, std::size_t count) {
                kernels::matmul<T, W>(count, in.rows, 3 * width, {in.slice(first, count).data, 1, in.stride},
                                      {d_projected.data, d_projected.stride}, {sums.row(first), sums.stride},
                                      {nullptr, 0});
                for (std::size_t r = first; r < first + count; ++r) {
                    add(sums.row(r), to.row(r));
                }
            });
            T* const bias_sums = workspace.d_bias.view().data;
            for_each_share(context.executor, 3 * width, unit, in.rows, [&](std::size_t first, std::size_t count) {
                const T one{1};
                std::fill_n(bias_sums + first, count, T{0});
                kernels::vecmat_add<T, W>(&one, 0, d_projected.slice(first, count), bias_sums + first);
            });
            add(bias_sums, context.gradients[bias_].dense.view().data);
        }

        std::size_t kernel_;
        std::size_t bias_;
        std::size_t output_kernel_;
        std::size_t output_bias_;
    };
};

} // namespace linnet::inline LINNET_ISA
