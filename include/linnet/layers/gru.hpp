// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/option.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/layers/gru_steps.hpp>

namespace linnet::inline LINNET_ISA {

/// Option of GRU: it puts out the last state of each sequence instead of all of them.
struct LastState {};

namespace detail {

template <class Layer>
struct GruInput {
    static_assert(never<Layer>, "linnet: GRU needs a sequence: put it behind an Embedding of a Sequence feature, or "
                                "behind layers that keep its steps.");
};
template <class Layer>
struct GruZeroUnits {
    static_assert(never<Layer>, "linnet: GRU needs at least one unit.");
};
template <class Layer>
struct GruOption {
    static_assert(never<Layer>, "linnet: the only option of GRU is LastState.");
};

/// Steps<Units> or Shape<Units>, or what is wrong with the input, the units or the options.
template <class Layer, class In, std::size_t Units, class... Options>
consteval auto gru_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (Units == 0) {
        return ShapeError<GruZeroUnits<Layer>>{};
    } else if constexpr (!(std::is_same_v<Options, LastState> && ...) || sizeof...(Options) > 1) {
        return ShapeError<GruOption<Layer>>{};
    } else if constexpr (!is_steps<In>) {
        return ShapeError<GruInput<Layer>>{};
    } else if constexpr (sizeof...(Options) == 1) {
        return Shape<Units>{};
    } else {
        return Steps<Units>{};
    }
}

} // namespace detail

/// A gated recurrent unit. Each sequence starts from a state of zeros, and step x takes its state h to
///     r = sigmoid(x K_r + b_r + h R_r + c_r), z = sigmoid(x K_z + b_z + h R_z + c_z),
///     n = tanh(x K_n + b_n + r (h R_n + c_n)), h = (1 - z) n + z h.
///
/// Shapes: in `batch x steps x n` -> out the state after each step, `batch x steps x Units`, or, with the option
/// LastState, after the last one, `batch x Units`, which is zeros for a sequence of no steps. kernel K `n x 3 Units`,
/// recurrent_kernel R `Units x 3 Units`, bias b and recurrent_bias c `3 Units`, each with the columns of r before those
/// of z before those of n, as in PyTorch. The kernels start from GlorotUniform, the biases from zeros.
/// Each sum goes over the inputs in their order; the gradients of the parameters go over the steps in the order of
/// PackedSteps. Cost: 6 (n + Units) Units flops for each step, and twice that backward; the products with K are one for
/// all steps, those with R one for all sequences that have a step.
/// Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", EMNLP 2014, in the form of PyTorch
/// `nn.GRU` and of Keras `GRU` with `reset_after=True`.
template <std::size_t Units, class... Options>
struct GRU {
    static constexpr std::string_view name = "GRU";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    static constexpr bool last_state = sizeof...(Options) != 0;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::gru_output<GRU, In, Units, Options...>());

    template <class T, std::size_t W, class In>
    class Node : public detail::GruSteps<T, W, In::columns, Units, last_state> {
        using steps = detail::GruSteps<T, W, In::columns, Units, last_state>;

    public:
        using steps::steps;

        LINNET_COLD void describe(Description& description) const {
            const auto [kernel, recurrent, bias, recurrent_bias] = steps::blocks();
            description.add(detail::text({"GRU<", Units, last_state ? ", LastState>" : ">"}), Units,
                            {kernel, recurrent, bias, recurrent_bias});
        }
    };
};

} // namespace linnet::inline LINNET_ISA
