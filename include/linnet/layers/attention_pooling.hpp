// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/step_weights.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct AttentionPoolingInput {
    static_assert(never<Layer>, "linnet: AttentionPooling needs a batch of sequences: put it behind an Embedding of a "
                                "Sequence feature, or into OverFields.");
};
template <class Layer>
struct AttentionPoolingUnit {
    static_assert(never<Layer>, "linnet: the unit of AttentionPooling reads a step, and no features, and makes one "
                                "column, the score of the step.");
};

/// The shape of a sum of steps, or what is wrong.
template <class Owner, class In, class Unit>
consteval auto attention_pooling_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (!is_steps<In>) {
        return ShapeError<AttentionPoolingInput<Owner>>{};
    } else if constexpr (is_shape_error<output_of<Unit, In>>) {
        return output_of<Unit, In>{};
    } else if constexpr (!std::is_same_v<output_of<Unit, In>, Steps<1>> ||
                         !std::is_same_v<features_of<Unit>, TypeList<>>) {
        return ShapeError<AttentionPoolingUnit<Owner>>{};
    } else {
        return Shape<In::columns>{};
    }
}

} // namespace detail

/// The sum of the steps of a sequence, weighted by how much they matter: out(b, :) = sum over i of w(b, i) in(b, i, :),
/// in the order of the steps, where w(b, :) is the softmax over the steps of sequence b of Unit(in(b, i, :)). `Unit` is
/// a small network that is applied to each step, such as `Sequential<Dense<16>, ReLU, Dense<1, NoBias>>`. An empty
/// sequence gives zeros.
///
/// Shapes: `batch x steps x n` -> `batch x n`; Unit `steps x n` -> `steps x 1`. Blocks are those of Unit, as its `0`.
/// Backward: d_w(b, i) = d_out(b, :) . in(b, i, :), on canonical lanes; d_in(b, i, :) is the gradient of Unit's input
/// plus w(b, i) d_out(b, :). Cost: that of Unit for each step, and 2 n flops forward, 4 n backward.
/// Source: Yang et al., "Hierarchical attention networks for document classification", NAACL 2016, equations 8 to 10;
/// as a layer over pairs of features, Xiao et al., "Attentional factorization machines", IJCAI 2017.
template <class Unit>
struct AttentionPooling {
    static constexpr std::string_view name = "AttentionPooling";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    using features = features_of<Unit>;
    using tables = tables_of<Unit>;

    template <class In>
    using output = decltype(detail::attention_pooling_output<AttentionPooling, In, Unit>());

    template <class T, std::size_t W, class In>
    class Node {
        using unit_node = node_of<Unit, T, W, In>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename unit_node::Workspace unit;
            detail::StepWeights<T, W, In::columns, true> weights;

            void reserve(std::size_t batch) { unit.reserve(batch); }
        };

        explicit Node(Builder<T>& builder) : unit_(builder.child(0)) {}

        template <class Context>
        void forward(const Context& context, const ConstStepsView<T>& in, const MatrixView<T>& out,
                     Workspace& workspace) const {
            workspace.weights.reserve(in.values.rows);
            unit_.forward(context, in, workspace.weights.scores(in.offsets), workspace.unit);
            workspace.weights.normalise(context.executor, in.offsets);
            workspace.weights.sum(context.executor, in, out);
        }

        template <class Context>
        void backward(Context& context, const ConstStepsView<T>& in, const ConstMatrixView<T>&,
                      const ConstMatrixView<T>& d_out, const StepsView<T>& d_in, Workspace& workspace) const {
            workspace.weights.reserve_backward(in.values.rows);
            workspace.weights.write_d_weights(context.executor, in, d_out);
            workspace.weights.write_d_scores(context.executor, in.offsets);
            call_backward(unit_, context, in, ConstStepsView<T>(workspace.weights.scores(in.offsets)),
                          ConstStepsView<T>(workspace.weights.d_scores(in.offsets)), d_in, workspace.unit);
            if (d_in.values.data != nullptr) {
                workspace.weights.add_d_steps(context.executor, d_out, d_in);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("AttentionPooling", In::columns);
            description.nested([&] { unit_.describe(description); });
        }

    private:
        unit_node unit_;
    };
};

} // namespace linnet::inline LINNET_ISA
