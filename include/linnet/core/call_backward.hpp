// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Node>
struct NodeLacksBackward {
    static_assert(never<Node>, "linnet: the Node of this layer has no backward that can be called as the concept "
                               "LayerNode asks, so the network cannot be trained.");
};
template <class Node>
struct NodeMixesSamples {
    static_assert(never<Node>,
                  "linnet: a layer of this network computes the output of a sample from other samples, too, "
                  "such as BatchNorm, so the gradients of single samples have no norms.");
};

/// The backward pass of a node, or `backward_from` for a gradient in another form, with norms of samples in place of
/// gradients: its `add_sample_norms`, or, as a layer without parameters needs none, its `backward`.
template <class Node, class Context, class... Args>
void call_sample_norms(const Node& node, Context& context, Args&&... args) {
    if constexpr (requires { requires Node::mixes_samples; }) {
        static_cast<void>(sizeof(NodeMixesSamples<Node>));
    } else if constexpr (requires { node.add_sample_norms(context, args...); }) {
        node.add_sample_norms(context, args...);
    } else if constexpr (requires { node.backward(context, args...); }) {
        node.backward(context, args...);
    } else if constexpr (requires { node.backward_from(context, args...); }) {
        node.backward_from(context, args...);
    } else {
        static_cast<void>(sizeof(NodeLacksBackward<Node>));
    }
}

} // namespace detail

/// node.backward(context, ...), as LayerNode says, or, with a SampleNormContext, node.add_sample_norms(context, ...); a
/// node without one is an error of one sentence.
template <class Node, class Context, class... Args>
LINNET_INLINE void call_backward(const Node& node, Context& context, Args&&... args) {
    if constexpr (requires { context.norms; }) {
        detail::call_sample_norms(node, context, args...);
    } else if constexpr (requires { node.backward(context, args...); }) {
        node.backward(context, args...);
    } else {
        static_cast<void>(sizeof(detail::NodeLacksBackward<Node>)); // a class, so that several calls give one error
    }
}

} // namespace linnet::inline LINNET_ISA
