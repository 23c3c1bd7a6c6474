// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/target_pairs.hpp>
#include <linnet/layers/pooling.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/step_weights.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct TargetAttentionBranches {
    static_assert(never<Layer>, "linnet: the target of TargetAttention puts out a matrix and the history sequences of "
                                "as many columns, and both read features, such as Embeddings that share a table.");
};
template <class Layer>
struct TargetAttentionUnit {
    static_assert(never<Layer>, "linnet: the unit of TargetAttention makes one column, the weight of a step, of four "
                                "times the columns of the target.");
};
template <class Layer>
struct TargetAttentionOption {
    static_assert(never<Layer>, "linnet: the only option of TargetAttention is Softmax.");
};

/// The shape of the target, or what is wrong.
template <class Owner, class Target, class History, class Unit, class... Options>
consteval auto target_attention_output() {
    using target = output_of<Target, NoInput>;
    using history = output_of<History, NoInput>;
    if constexpr (!std::is_void_v<typename first_error<target, history>::type>) {
        return typename first_error<target, history>::type{};
    } else if constexpr (!(std::is_same_v<Options, Softmax> && ...) || sizeof...(Options) > 1) {
        return ShapeError<TargetAttentionOption<Owner>>{};
    } else if constexpr (reads_input_of<Target> || reads_input_of<History> || !is_shape<target> || !is_steps<history>) {
        return ShapeError<TargetAttentionBranches<Owner>>{};
    } else if constexpr (target::columns != history::columns) {
        return ShapeError<TargetAttentionBranches<Owner>>{};
    } else {
        using unit = output_of<Unit, Steps<4 * target::columns>>;
        if constexpr (is_shape_error<unit>) {
            return unit{};
        } else if constexpr (!std::is_same_v<unit, Steps<1>>) {
            return ShapeError<TargetAttentionUnit<Owner>>{};
        } else {
            return target{};
        }
    }
}

} // namespace detail

/// What of a history matters for a target: out(b, :) = sum over i of w(b, i) k(b, i, :), in the order of the steps k(b,
/// i) of sequence b, where w(b, i) = Unit(q(b) | k(b, i) | q(b) - k(b, i) | q(b) k(b, i)) for the target q(b), the last
/// two element by element. With the option Softmax, w(b, :) is the softmax over the steps of b. An empty history gives
/// zeros. `Unit` is a small network, such as `Sequential<Dense<36>, PReLU, Dense<1>>`, that is applied to each step.
///
/// Shapes: target `batch x n`, history `batch x steps x n`, Unit `steps x 4 n` -> `steps x 1`; out `batch x n`. Blocks
/// are those of target, history and unit, in this order.
/// Backward: d_w = d_out . k on canonical lanes; d_k is w d_out plus its share of the gradient of the unit's input, and
/// d_q the sum of its shares, in the order of the steps. Cost: that of the unit for each step, 8 n numbers written.
/// Source: Zhou et al., "Deep interest network for click-through rate prediction", KDD 2018; DeepCTR
/// `AttentionSequencePoolingLayer`.
template <class Target, class History, class Unit, class... Options>
struct TargetAttention {
    static constexpr std::string_view name = "TargetAttention";
    static constexpr bool reads_input = false;
    using features = features_of<Target, History, Unit>;
    using tables = tables_of<Target, History, Unit>;

    template <class In>
    using output = decltype(detail::target_attention_output<TargetAttention, Target, History, Unit, Options...>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t n = output<In>::columns;
        using target_node = node_of<Target, T, W, NoInput>;
        using history_node = node_of<History, T, W, NoInput>;
        using unit_node = node_of<Unit, T, W, Steps<4 * n>>;
        using offsets_of_steps = std::span<const std::uint64_t>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename target_node::Workspace of_target;
            typename history_node::Workspace of_history;
            typename unit_node::Workspace of_unit;
            Matrix<T> target, d_target;
            Matrix<T> steps, d_steps;
            Matrix<T> pairs, d_pairs; ///< what the unit reads
            detail::StepWeights<T, W, n, sizeof...(Options) != 0> weights;

            void reserve(std::size_t batch) {
                of_target.reserve(batch);
                of_history.reserve(batch);
                of_unit.reserve(batch);
                target.reserve(batch, n);
                d_target.reserve(batch, n);
            }
            void reserve_steps(std::size_t count) {
                steps.reserve(count, n);
                pairs.reserve(count, 4 * n);
                weights.reserve(count);
            }
            void reserve_backward(std::size_t count) {
                d_steps.reserve(count, n);
                d_pairs.reserve(count, 4 * n);
                weights.reserve_backward(count);
            }
        };

        explicit Node(Builder<T>& builder)
            : target_(builder.child(0)), history_(builder.child(1)), unit_(builder.child(2)) {}

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>&, const MatrixView<T>& out,
                     Workspace& workspace) const {
            const Parts parts{history_.offsets(context, out.rows)};
            workspace.reserve_steps(parts.count);
            const MatrixView<T> target = workspace.target.top(out.rows);
            const StepsView<T> steps = parts.of(workspace.steps);
            const StepsView<T> pairs = parts.of(workspace.pairs);
            target_.forward(context, ConstMatrixView<T>{}, target, workspace.of_target);
            history_.forward(context, ConstMatrixView<T>{}, steps, workspace.of_history);
            for_each_sequence(context.executor, steps, [&](std::size_t b) {
                for (std::size_t i = 0; i < steps.length(b); ++i) {
                    kernels::target_pair<T, W>(target.row(b), steps.sequence(b).row(i), pairs.sequence(b).row(i), n);
                }
            });
            unit_.forward(context, ConstStepsView<T>(pairs), workspace.weights.scores(parts.offsets),
                          workspace.of_unit);
            workspace.weights.sum(context.executor, steps, out);
        }

        template <class Context>
        void backward(Context& context, const ConstMatrixView<T>&, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            const Parts parts{history_.offsets(context, out.rows)};
            workspace.reserve_backward(parts.count);
            const MatrixView<T> target = workspace.target.top(out.rows);
            const MatrixView<T> d_target = workspace.d_target.top(out.rows);
            const StepsView<T> steps = parts.of(workspace.steps);
            const StepsView<T> d_steps = parts.of(workspace.d_steps);
            const StepsView<T> d_pairs = parts.of(workspace.d_pairs);
            workspace.weights.write_d_scores(context.executor, steps, d_out);
            workspace.weights.write_d_steps(context.executor, d_out, d_steps);
            call_backward(unit_, context, ConstStepsView<T>(parts.of(workspace.pairs)),
                          ConstStepsView<T>(workspace.weights.scores(parts.offsets)),
                          ConstStepsView<T>(workspace.weights.d_scores(parts.offsets)), d_pairs, workspace.of_unit);
            for_each_sequence(context.executor, steps, [&](std::size_t b) {
                std::fill_n(d_target.row(b), n, T{0});
                for (std::size_t i = 0; i < steps.length(b); ++i) {
                    kernels::add_target_pair_gradient<T, W>(target.row(b), steps.sequence(b).row(i),
                                                            d_pairs.sequence(b).row(i), d_target.row(b),
                                                            d_steps.sequence(b).row(i), n);
                }
            });
            call_backward(target_, context, ConstMatrixView<T>{}, ConstMatrixView<T>(target),
                          ConstMatrixView<T>(d_target), MatrixView<T>{}, workspace.of_target);
            call_backward(history_, context, ConstMatrixView<T>{}, ConstStepsView<T>(steps), ConstStepsView<T>(d_steps),
                          MatrixView<T>{}, workspace.of_history);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("TargetAttention", n);
            description.nested([&] {
                target_.describe(description);
                history_.describe(description);
                unit_.describe(description);
            });
        }

    private:
        /// The steps of a batch.
        struct Parts {
            offsets_of_steps offsets;
            std::size_t count;

            explicit Parts(offsets_of_steps begins) : offsets{begins}, count{StepsView<T>{{}, begins}.steps()} {}
            [[nodiscard]] StepsView<T> of(Matrix<T>& numbers) const { return {numbers.top(count), offsets}; }
        };

        template <class Body>
        static void for_each_sequence(Executor* executor, const StepsView<T>& steps, const Body& body) {
            detail::for_each_sequence(executor, steps, 8 * n, body);
        }

        target_node target_;
        history_node history_;
        unit_node unit_;
    };
};

} // namespace linnet::inline LINNET_ISA
