// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/per_step.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/type_list.hpp>

// What a layer of layers asks of its arguments. Each answers for types that are no layers, too, so that the one error
// is the sentence below.
namespace linnet::inline LINNET_ISA {

namespace detail {

template <class L>
struct NotALayer {
    static_assert(never<L>, "linnet: a network is made of layers; this template argument is not one.");
};

template <class L>
struct LayerLacks {
    static_assert(never<L>, "linnet: this layer lacks something that the concept Layer asks for: name, features, "
                            "tables, reads_input or output<In>.");
};

/// A type that looks like a layer but does not fulfil the concept was probably meant to be one.
template <class L>
inline constexpr bool is_meant_as_layer = requires { typename L::features; } || requires {
    typename L::tables;
} || requires { L::reads_input; } || requires { typename L::template output<NoInput>; };

template <class L>
struct LayerNeedsMatrix {
    static_assert(never<L>, "linnet: this layer takes a matrix, and here it gets a batch of sequences: pool the steps "
                            "with Sum, Mean, Max or Last before it.");
};

/// A layer that reads no input, or knows what to do with a batch of sequences.
template <class L>
concept StepsLayer = Layer<L> && (!L::reads_input || requires { requires L::reads_steps; });
/// A layer that needs a matrix for its input.
template <class L>
concept MatrixLayer = Layer<L> && !StepsLayer<L>;
/// A layer that treats each row of its input by itself.
template <class L>
concept PerRowLayer = MatrixLayer<L> && requires { requires L::per_row; };

/// The same shape, with steps for rows.
template <class S>
struct stepwise {
    using type = S;
};
template <std::size_t Columns>
struct stepwise<Shape<Columns>> {
    using type = Steps<Columns>;
};

template <class L, class In>
struct layer_output {
    using type = ShapeError<std::conditional_t<is_meant_as_layer<L>, LayerLacks<L>, NotALayer<L>>>;
};
template <Layer L, class In>
struct layer_output<L, In> {
    using type = typename L::template output<In>;
};
template <MatrixLayer L, std::size_t Columns>
struct layer_output<L, Steps<Columns>> {
    using type = ShapeError<LayerNeedsMatrix<L>>;
};
template <PerRowLayer L, std::size_t Columns>
struct layer_output<L, Steps<Columns>> : stepwise<typename L::template output<Shape<Columns>>> {};
template <Layer L, class... Shapes>
    requires(!requires { requires L::reads_heads; })
struct layer_output<L, Heads<Shapes...>> {
    using type = ShapeError<HeadsGoOnlyIntoOutputs<L>>;
};

template <class L, class T, std::size_t W, class In>
struct bound_layer {
    using type = typename L::template Node<T, W, std::conditional_t<L::reads_input, In, NoInput>>;
};
template <PerRowLayer L, class T, std::size_t W, std::size_t Columns>
struct bound_layer<L, T, W, Steps<Columns>> {
    using type = PerStep<T, typename L::template Node<T, W, Shape<Columns>>>;
};
/// Whether a bound layer puts out more or fewer steps than it reads.
template <class Node>
concept ChangesLengths = requires { requires Node::changes_lengths; };

// A type that is not a layer counts as reading its input, so that the only error reported is that it is not a layer.
template <class L>
struct layer_parts {
    using features = TypeList<>;
    using tables = TypeList<>;
    static constexpr bool reads_input = true;
};
template <Layer L>
struct layer_parts<L> {
    using features = typename L::features;
    using tables = typename L::tables;
    static constexpr bool reads_input = L::reads_input;
};

} // namespace detail

/// What a layer puts out for an input: the shape or the ShapeError that it says, or that it is no layer. A layer of
/// rows puts out Steps where it gets them.
template <class L, class In>
using output_of = typename detail::layer_output<L, In>::type;
/// The layer bound to scalar, width and input, a matrix or a batch of sequences.
template <class L, class T, std::size_t W, class In>
using node_of = typename detail::bound_layer<L, T, W, In>::type;
/// The features that some layers read, each once.
template <class... Layers>
using features_of = merged<typename detail::layer_parts<Layers>::features...>;
/// The uses of named tables by some layers.
template <class... Layers>
using tables_of = merged<typename detail::layer_parts<Layers>::tables...>;
/// Whether a layer reads the output of the one before it.
template <class L>
inline constexpr bool reads_input_of = detail::layer_parts<L>::reads_input;
/// Whether a layer with these branches reads its input. A layer without branches is an error of its own.
template <class... Layers>
inline constexpr bool branches_read_input = sizeof...(Layers) == 0 || (reads_input_of<Layers> || ...);

namespace detail {

template <bool Has, class... Outputs>
struct error_among {
    using type = void;
};
template <class First, class... Rest>
struct error_among<true, First, Rest...>
    : std::conditional_t<is_shape_error<First>, std::type_identity<First>, error_among<true, Rest...>> {};

} // namespace detail

/// The first type that is a ShapeError, or void.
template <class... Outputs>
struct first_error : detail::error_among<(is_shape_error<Outputs> || ...), Outputs...> {};

} // namespace linnet::inline LINNET_ISA
