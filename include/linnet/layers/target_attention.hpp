// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/target_weights.hpp>

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
    using output = decltype(target_weights_output<Target, History, Unit, TargetAttentionBranches<Owner>,
                                                  TargetAttentionUnit<Owner>>());
    if constexpr (is_shape_error<output>) {
        return output{};
    } else if constexpr (!(std::is_same_v<Options, Softmax> && ...) || sizeof...(Options) > 1) {
        return ShapeError<TargetAttentionOption<Owner>>{};
    } else {
        return output{};
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
        using attention = detail::TargetWeights<T, W, Target, History, Unit, sizeof...(Options) != 0>;

    public:
        static constexpr bool trainable = true;
        using Workspace = typename attention::Workspace;

        explicit Node(Builder<T>& builder) : attention_{builder} {}

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>&, const MatrixView<T>& out,
                     Workspace& workspace) const {
            const auto parts = attention_.parts(context, out.rows);
            attention_.forward(context, parts, out.rows, workspace);
            workspace.weights.sum(context.executor, ConstStepsView<T>(parts.of(workspace.steps)), out);
        }

        template <class Context>
        void backward(Context& context, const ConstMatrixView<T>&, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            const auto parts = attention_.parts(context, out.rows);
            workspace.reserve_backward(parts.count);
            workspace.weights.write_d_weights(context.executor, ConstStepsView<T>(parts.of(workspace.steps)), d_out);
            workspace.weights.write_d_steps(context.executor, d_out, parts.of(workspace.d_steps));
            attention_.backward(context, parts, out.rows, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("TargetAttention", n);
            description.nested([&] { attention_.describe(description); });
        }

    private:
        attention attention_;
    };
};

} // namespace linnet::inline LINNET_ISA
