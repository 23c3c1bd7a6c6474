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
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/layers/gru_steps.hpp>
#include <linnet/layers/target_weights.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct AugruBranches {
    static_assert(never<Layer>, "linnet: the target of AUGRU puts out a matrix and the history sequences of as many "
                                "columns, and both read features, such as Embeddings that share a table.");
};
template <class Layer>
struct AugruUnit {
    static_assert(never<Layer>, "linnet: the unit of AUGRU makes one column, the score of a step, of four times the "
                                "columns of the target.");
};
template <class Layer>
struct AugruZeroUnits {
    static_assert(never<Layer>, "linnet: AUGRU needs at least one unit.");
};

/// Shape<Units>, or what is wrong.
template <class Owner, std::size_t Units, class Target, class History, class Unit>
consteval auto augru_output() {
    using found = decltype(target_weights_output<Target, History, Unit, AugruBranches<Owner>, AugruUnit<Owner>>());
    if constexpr (is_shape_error<found>) {
        return found{};
    } else if constexpr (Units == 0) {
        return ShapeError<AugruZeroUnits<Owner>>{};
    } else {
        return Shape<Units>{};
    }
}

} // namespace detail

/// How interests evolve towards a target: a gated recurrent unit over the steps k(b, i) of a history, whose update gate
/// is scaled by the attention of the target q(b), put out after the last step. Each sequence starts from a state of
/// zeros, and step k takes its state h to
///     r = sigmoid(k K_r + b_r + h R_r + c_r), u = sigmoid(k K_u + b_u + h R_u + c_u),
///     n = tanh(k K_n + b_n + r (h R_n + c_n)), h = (1 - a u) h + a u n,
/// where a(b, :) is the softmax over the steps of b of Unit(q(b) | k(b, i) | q(b) - k(b, i) | q(b) k(b, i)), as in
/// TargetAttention. u counts for the new n, where the z of GRU counts for the old state. An empty history gives zeros.
///
/// Shapes: target `batch x n`, history `batch x steps x n`, Unit `steps x 4 n` -> `steps x 1`; out `batch x Units`.
/// Blocks are those of target, history and unit, then kernel K `n x 3 Units`, recurrent_kernel R `Units x 3 Units`,
/// bias b and recurrent_bias c `3 Units`, each with the columns of r before those of u before those of n, which start
/// as those of GRU.
/// Backward: the gradient of a(b, i) is the sum over the units of d_h (n - h) u, on canonical lanes; the others are
/// those of GRU and TargetAttention. Cost: that of both.
/// Source: Zhou et al., "Deep interest evolution network for click-through rate prediction", AAAI 2019; the network of
/// the attention is that of its authors' code.
template <std::size_t Units, class Target, class History, class Unit>
struct AUGRU {
    static constexpr std::string_view name = "AUGRU";
    static constexpr bool reads_input = false;
    using features = features_of<Target, History, Unit>;
    using tables = tables_of<Target, History, Unit>;

    template <class In>
    using output = decltype(detail::augru_output<AUGRU, Units, Target, History, Unit>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t n = output_of<Target, NoInput>::columns;
        using attention = detail::TargetWeights<T, W, Target, History, Unit, true>;
        using gru = detail::GruSteps<T, W, n, Units, true, detail::AttentionalUpdate>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename attention::Workspace of_attention;
            typename gru::Workspace of_gru;

            void reserve(std::size_t batch) {
                of_attention.reserve(batch);
                of_gru.reserve(batch);
            }
        };

        explicit Node(Builder<T>& builder) : attention_{builder}, gru_{builder} {}

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>&, const MatrixView<T>& out,
                     Workspace& workspace) const {
            auto& of_attention = workspace.of_attention;
            const auto parts = attention_.parts(context, out.rows);
            attention_.forward(context, parts, out.rows, of_attention);
            gru_.forward(context, ConstStepsView<T>(parts.of(of_attention.steps)), out, workspace.of_gru,
                         of_attention.weights.weights(parts.offsets).values.data);
        }

        template <class Context>
        void backward(Context& context, const ConstMatrixView<T>&, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            auto& of_attention = workspace.of_attention;
            const auto parts = attention_.parts(context, out.rows);
            of_attention.reserve_backward(parts.count);
            call_backward(gru_, context, ConstStepsView<T>(parts.of(of_attention.steps)), out, d_out,
                          parts.of(of_attention.d_steps), workspace.of_gru,
                          of_attention.weights.weights(parts.offsets).values.data,
                          of_attention.weights.d_weights(parts.offsets).values.data);
            attention_.backward(context, parts, out.rows, of_attention);
        }

        LINNET_COLD void describe(Description& description) const {
            const auto [kernel, recurrent, bias, recurrent_bias] = gru_.blocks();
            description.add(detail::text({"AUGRU<", Units, ">"}), Units, {kernel, recurrent, bias, recurrent_bias});
            description.nested([&] { attention_.describe(description); });
        }

    private:
        attention attention_;
        gru gru_;
    };
};

} // namespace linnet::inline LINNET_ISA
