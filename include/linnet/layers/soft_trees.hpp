// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <ratio>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/random_normal.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/entmax15.hpp>
#include <linnet/simd/exp.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

inline constexpr std::size_t deepest_soft_tree = 8; // whose 2^8 packs of leaves still fit in the L1 cache

template <class Layer>
struct SoftTreesInput {
    static_assert(never<Layer>, "linnet: SoftTrees need an input: put them behind another layer.");
};
template <class Layer>
struct SoftTreesCount {
    static_assert(never<Layer>, "linnet: SoftTrees need at least one tree.");
};
template <class Layer>
struct SoftTreesDepth {
    static_assert(never<Layer>, "linnet: the depth of SoftTrees must be from 1 to 8.");
};
template <class Layer>
struct SoftTreesOption {
    static_assert(never<Layer>, "linnet: the only option of SoftTrees is Entmax15.");
};

/// Shape<Trees>, or the error.
template <class Layer, class In, std::size_t Trees, std::size_t Depth, class... Options>
consteval auto soft_trees_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (!(std::is_same_v<Options, Entmax15> && ...) || sizeof...(Options) > 1) {
        return ShapeError<SoftTreesOption<Layer>>{};
    } else if constexpr (!is_shape<In>) {
        return ShapeError<SoftTreesInput<Layer>>{};
    } else if constexpr (Trees == 0) {
        return ShapeError<SoftTreesCount<Layer>>{};
    } else if constexpr (Depth == 0 || Depth > deepest_soft_tree) {
        return ShapeError<SoftTreesDepth<Layer>>{};
    } else {
        return Shape<Trees>{};
    }
}

} // namespace detail

/// Soft oblivious decision trees, which ask all samples the same `Depth` questions. Question d of tree t looks at one
/// mixture of the inputs, f = sum over i of in(i) softmax(choices(c, :))(i), and its answer is soft: a = sigmoid((f -
/// thresholds(c)) exp(-log_temperatures(c))), with c = d Trees + t. The output is the mean response of the leaves,
/// out(t) = sum over leaves l of leaves(l, t) times the product over d of a_d, where bit d of l is 1, or 1 - a_d, where
/// it is 0. It is summed from the last question to the first: v_l + a (v_l' - v_l) for the leaves l and l' that differ
/// in its bit.
///
/// Choices start uniform in 0 to 1, so that all inputs count, thresholds normal of deviation 1, as inputs should be,
/// temperatures at 1, and leaves normal of deviation 1. The paper has the option Entmax15, which takes the 1.5-entmax
/// in place of softmax and sigmoid, and starts thresholds and temperatures by the first batch.
///
/// Shapes: `batch x n` -> `batch x Trees`; choices `Depth Trees x n`, thresholds and log_temperatures `Depth Trees`,
/// leaves `2^Depth x Trees`, Depth from 1 to 8.
/// Backward: the derivatives of the formula. Question d of a sample has d_a = sum over the 2^d nodes before it of the
/// node's gradient times the difference of its children, and a leaf gets d_out times its product. Sums over the batch
/// go in the order of its rows. Norms of the gradients of samples are not known (see `add_sample_norms` of LayerNode).
/// Cost: 2 batch Trees (n Depth + 2^Depth) flops forward, thrice that backward, and once per batch Depth Trees n exp.
/// Source: Popov, Morozov, Babenko, "Neural oblivious decision ensembles for deep learning on tabular data", ICLR 2020.
template <std::size_t Trees, std::size_t Depth, class... Options>
struct SoftTrees {
    static constexpr std::string_view name = "SoftTrees";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::soft_trees_output<SoftTrees, In, Trees, Depth, Options...>());

    template <class T, std::size_t W, class In>
    class Node {
        using P = pack<T, W>;
        using kind = std::conditional_t<sizeof...(Options) == 0, detail::SoftmaxQuestions, detail::EntmaxQuestions>;
        static constexpr std::size_t inputs = In::columns;
        static constexpr std::size_t questions = Depth * Trees;
        static constexpr std::size_t leaf_count = std::size_t{1} << Depth;
        static constexpr std::size_t row_unit = 20;    // threads divide samples by whole tiles,
        static constexpr std::size_t column_unit = 16; // and columns by whole cache lines
        static constexpr std::size_t product_cost = inputs * questions / detail::multiply_adds_per_cost;

    public:
        static constexpr bool trainable = true;
        struct Workspace {
            Matrix<T> choices; ///< their softmax, or entmax
            Matrix<T> d_choices;
            Matrix<T> scales;    ///< exp(-log_temperatures)
            Matrix<T> mixtures;  ///< f
            Matrix<T> answers;   ///< a
            Matrix<T> d_answers; ///< then d_mixtures

            void reserve(std::size_t batch) {
                choices.reserve(questions, inputs);
                d_choices.reserve(questions, inputs);
                scales.reserve(1, questions);
                mixtures.reserve(batch, questions);
                answers.reserve(batch, questions);
                d_answers.reserve(batch, questions);
            }
        };

        explicit Node(Builder<T>& builder)
            : choices_{builder.dense("choices", questions, inputs, RandomUniform<std::ratio<0>, std::ratio<1>>{},
                                     Fans{inputs, questions})},
              thresholds_{builder.dense("thresholds", 1, questions, RandomNormal<std::ratio<1>>{}, Fans{1, questions})},
              log_temperatures_{builder.dense("log_temperatures", 1, questions, Zeros{}, Fans{1, questions})},
              leaves_{
                  builder.dense("leaves", leaf_count, Trees, RandomNormal<std::ratio<1>>{}, Fans{leaf_count, Trees})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> choices = workspace.choices.top(questions);
            const ConstMatrixView<T> logits = values(context, choices_);
            for_each_share(context.executor, questions, 1, 8 * inputs, [&](std::size_t first, std::size_t count) {
                for (std::size_t q = first; q < first + count; ++q) {
                    kind::template choose<T, W>(logits.row(q), choices.row(q), inputs);
                }
            });
            T* const scales = workspace.scales.view().data;
            const T* const log_temperatures = values(context, log_temperatures_).data;
            for_each_pack<W>(questions, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                exp(-P::load(log_temperatures + i, lanes)).store(scales + i, lanes);
            });
            const T* const thresholds = values(context, thresholds_).data;
            const ConstMatrixView<T> leaves = values(context, leaves_);
            const MatrixView<T> mixtures = workspace.mixtures.top(in.rows);
            const MatrixView<T> answers = workspace.answers.top(in.rows);
            const std::size_t cost = product_cost + 8 * questions + leaf_count * Trees;
            for_each_share(context.executor, in.rows, row_unit, cost, [&](std::size_t first, std::size_t count) {
                const ConstMatrixView<T> from = in.middle(first, count);
                const MatrixView<T> to = mixtures.middle(first, count);
                kernels::matmul_transposed<T, W>(count, inputs, questions, {from.data, from.stride, 1},
                                                 {choices.data, choices.stride}, {to.data, to.stride}, {nullptr, 0});
                for (std::size_t b = first; b < first + count; ++b) {
                    T* const answer = answers.row(b);
                    for_each_pack<W>(questions, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                        const P above = P::load(mixtures.row(b) + i, lanes) - P::load(thresholds + i, lanes);
                        kind::answer(above * P::load(scales + i, lanes)).store(answer + i, lanes);
                    });
                    for_each_pack<W>(Trees, [&](std::size_t t, auto lanes) LINNET_INLINE_LAMBDA {
                        respond(answer + t, leaves.slice(t, Trees - t), lanes).store(out.row(b) + t, lanes);
                    });
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const ConstMatrixView<T> leaves = values(context, leaves_);
            const MatrixView<T> d_leaves = context.gradients[leaves_].dense.view();
            const MatrixView<T> answers = workspace.answers.top(in.rows);
            const MatrixView<T> d_answers = workspace.d_answers.top(in.rows);
            // Threads divide the trees, so that each sum over the batch belongs to one of them.
            for_each_share(context.executor, Trees, column_unit, 4 * in.rows * leaf_count,
                           [&](std::size_t first, std::size_t count) {
                               for (std::size_t b = 0; b < in.rows; ++b) {
                                   for_each_pack<W>(count, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                                       const std::size_t t = first + i;
                                       const std::size_t rest = Trees - t;
                                       pull_back(P::load(d_out.row(b) + t, lanes), answers.row(b) + t,
                                                 leaves.slice(t, rest), d_answers.row(b) + t, d_leaves.slice(t, rest),
                                                 lanes);
                                   });
                               }
                           });
            pull_back_questions(context, workspace, in.rows);
            add_choice_gradient(context, in, workspace);
            if (d_in.data == nullptr) {
                return;
            }
            const MatrixView<T> choices = workspace.choices.top(questions);
            for_each_share(
                context.executor, in.rows, row_unit, product_cost, [&](std::size_t first, std::size_t count) {
                    const MatrixView<T> from = d_answers.middle(first, count);
                    const MatrixView<T> to = d_in.middle(first, count);
                    kernels::matmul<T, W>(count, questions, inputs, {from.data, from.stride, 1},
                                          {choices.data, choices.stride}, {to.data, to.stride}, {nullptr, 0});
                });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"SoftTrees<", Trees, ", ", Depth, kind::suffix, ">"}), Trees,
                            {choices_, thresholds_, log_temperatures_, leaves_});
        }

    private:
        template <class Context>
        [[nodiscard]] ConstMatrixView<T> values(const Context& context, std::size_t block) const {
            return context.parameters[block].values.view();
        }

        /// The mean response of the leaves of a pack of trees. `answers` has the trees of a question side by side.
        template <class Lanes>
        [[nodiscard]] LINNET_INLINE static P respond(const T* answers, ConstMatrixView<T> leaves, Lanes lanes) {
            P nodes[leaf_count / 2];
            std::size_t half = leaf_count / 2;
            const P last = P::load(answers + (Depth - 1) * Trees, lanes);
            for (std::size_t i = 0; i < half; ++i) {
                const P low = P::load(leaves.row(i), lanes);
                nodes[i] = fma(last, P::load(leaves.row(i + half), lanes) - low, low);
            }
            for (std::size_t d = Depth - 1; d-- > 0;) {
                half /= 2;
                const P answer = P::load(answers + d * Trees, lanes);
                for (std::size_t i = 0; i < half; ++i) {
                    nodes[i] = fma(answer, nodes[i + half] - nodes[i], nodes[i]);
                }
            }
            return nodes[0];
        }

        /// Adds to the gradients of the leaves, and writes those of the numbers that the answers are made of.
        template <class Lanes>
        LINNET_INLINE static void pull_back(P d_out, const T* answers, ConstMatrixView<T> leaves, T* d_answers,
                                            MatrixView<T> d_leaves, Lanes lanes) {
            P nodes[leaf_count];
            P differences[leaf_count]; // at 2^d + i: of the children of node i, which question d tells apart
            for (std::size_t i = 0; i < leaf_count; ++i) {
                nodes[i] = P::load(leaves.row(i), lanes);
            }
            for (std::size_t d = Depth; d-- > 0;) {
                const std::size_t half = std::size_t{1} << d;
                const P answer = P::load(answers + d * Trees, lanes);
                for (std::size_t i = 0; i < half; ++i) {
                    differences[half + i] = nodes[i + half] - nodes[i];
                    nodes[i] = fma(answer, differences[half + i], nodes[i]);
                }
            }
            nodes[0] = d_out; // from here on, their gradients
            for (std::size_t d = 0; d < Depth; ++d) {
                const std::size_t half = std::size_t{1} << d;
                const P answer = P::load(answers + d * Trees, lanes);
                P d_answer(T{0});
                for (std::size_t i = 0; i < half; ++i) {
                    d_answer = fma(nodes[i], differences[half + i], d_answer);
                    nodes[i + half] = nodes[i] * answer;
                    nodes[i] = nodes[i] - nodes[i + half];
                }
                (d_answer * kind::slope(answer)).store(d_answers + d * Trees, lanes);
            }
            for (std::size_t i = 0; i < leaf_count; ++i) {
                (P::load(d_leaves.row(i), lanes) + nodes[i]).store(d_leaves.row(i), lanes);
            }
        }

        /// Adds to the gradients of thresholds and temperatures, and turns d_answers into the gradient of the mixtures.
        template <class Context>
        void pull_back_questions(Context& context, Workspace& workspace, std::size_t rows) const {
            const T* const thresholds = values(context, thresholds_).data;
            const T* const scales = workspace.scales.view().data;
            T* const d_thresholds = context.gradients[thresholds_].dense.view().data;
            T* const d_log_temperatures = context.gradients[log_temperatures_].dense.view().data;
            const MatrixView<T> mixtures = workspace.mixtures.top(rows);
            const MatrixView<T> d = workspace.d_answers.top(rows);
            for_each_share(
                context.executor, questions, column_unit, 6 * rows, [&](std::size_t first, std::size_t count) {
                    for (std::size_t b = 0; b < rows; ++b) {
                        for_each_pack<W>(count, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                            const std::size_t q = first + i;
                            const P slope = P::load(d.row(b) + q, lanes);
                            const P d_mixture = slope * P::load(scales + q, lanes);
                            const P above = P::load(mixtures.row(b) + q, lanes) - P::load(thresholds + q, lanes);
                            d_mixture.store(d.row(b) + q, lanes);
                            (P::load(d_thresholds + q, lanes) - d_mixture).store(d_thresholds + q, lanes);
                            fma(-d_mixture, above, P::load(d_log_temperatures + q, lanes))
                                .store(d_log_temperatures + q, lanes);
                        });
                    }
                });
        }

        template <class Context>
        void add_choice_gradient(Context& context, ConstMatrixView<T> in, Workspace& workspace) const {
            const MatrixView<T> d_mixtures = workspace.d_answers.top(in.rows);
            const MatrixView<T> choices = workspace.choices.top(questions);
            const MatrixView<T> d_choices = workspace.d_choices.top(questions);
            const MatrixView<T> d_logits = context.gradients[choices_].dense.view();
            const std::size_t cost = inputs * (8 + in.rows / detail::multiply_adds_per_cost);
            for_each_share(context.executor, questions, row_unit, cost, [&](std::size_t first, std::size_t count) {
                const MatrixView<T> to = d_choices.middle(first, count);
                kernels::matmul<T, W>(count, in.rows, inputs,
                                      {d_mixtures.slice(first, count).data, 1, d_mixtures.stride}, {in.data, in.stride},
                                      {to.data, to.stride}, {nullptr, 0});
                for (std::size_t q = first; q < first + count; ++q) {
                    kind::template choose_gradient<T, W>(choices.row(q), d_choices.row(q), d_choices.row(q), inputs);
                    kernels::add_scaled_row<T, W>(T{1}, d_choices.row(q), d_logits.row(q), inputs);
                }
            });
        }

        std::size_t choices_;
        std::size_t thresholds_;
        std::size_t log_temperatures_;
        std::size_t leaves_;
    };
};

} // namespace linnet::inline LINNET_ISA
