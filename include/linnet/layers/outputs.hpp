// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/branches.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct OutputsMissing {
    static_assert(never<Layer>, "linnet: Outputs needs at least one head.");
};
template <class Layer>
struct OutputsOfSteps {
    static_assert(never<Layer>, "linnet: each head of Outputs puts out a matrix, and one of these a batch of "
                                "sequences: pool its steps with Sum, Mean, Max or Last.");
};
template <class Layer, class In>
struct HeadsWithoutHead {
    static_assert(never<Layer, In>,
                  "linnet: Outputs needs a head for each of the Gates of the Mixture before it, or of the events of "
                  "JointProbability.");
};

/// The heads of a layer that hands each of them what it reads.
template <class T, std::size_t W, class In, class... Layers>
class SeparateBranches;
template <class T, std::size_t W, class... In, class... Layers>
class SeparateBranches<T, W, Heads<In...>, Layers...> {
    using inputs = Heads<In...>;

public:
    static constexpr bool trainable = (node_of<Layers, T, W, In>::trainable || ...);
    using in_view = ConstMatrixView<T>;
    using d_in_view = MatrixView<T>;

    struct Workspace {
        std::tuple<typename node_of<Layers, T, W, In>::Workspace...> branches;

        void reserve(std::size_t batch) {
            std::apply([&](auto&... branch) { (branch.reserve(batch), ...); }, branches);
        }
    };

    explicit SeparateBranches(Builder<T>& builder) : SeparateBranches(builder, std::index_sequence_for<Layers...>{}) {}

    template <class Context, class Out>
    void forward(const Context& context, const in_view& in, const Out& out, Workspace& workspace) const {
        for_each([&](auto i) {
            std::get<i>(nodes_).forward(context, inputs::slice(in, i), out(i), std::get<i>(workspace.branches));
        });
    }
    template <class Context, class Out, class DOut>
    void backward(Context& context, const in_view& in, const Out& out, const DOut& d_out, const d_in_view& d_in,
                  Workspace& workspace) const {
        for_each([&](auto i) {
            call_backward(std::get<i>(nodes_), context, inputs::slice(in, i), out(i), d_out(i), inputs::slice(d_in, i),
                          std::get<i>(workspace.branches));
        });
    }

    LINNET_COLD void describe(Description& description) const {
        description.nested([&] { for_each([&](auto i) { std::get<i>(nodes_).describe(description); }); });
    }

private:
    template <class F>
    static void for_each(const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (f(std::integral_constant<std::size_t, I>{}), ...);
        }(std::index_sequence_for<Layers...>{});
    }
    template <std::size_t... I>
    SeparateBranches(Builder<T>& builder, std::index_sequence<I...>)
        : nodes_{node_of<Layers, T, W, In>(builder.child(I))...} {}

    std::tuple<node_of<Layers, T, W, In>...> nodes_;
};

/// The outputs of the heads side by side, or the error in them.
template <class Owner, class... Outs>
consteval auto joined_heads() {
    if constexpr (sizeof...(Outs) == 0) {
        return ShapeError<OutputsMissing<Owner>>{};
    } else if constexpr (!std::is_void_v<typename first_error<Outs...>::type>) {
        return typename first_error<Outs...>::type{};
    } else if constexpr ((is_heads<Outs> || ...)) {
        return ShapeError<HeadsGoOnlyIntoOutputs<Owner>>{};
    } else if constexpr ((is_steps<Outs> || ...)) {
        return ShapeError<OutputsOfSteps<Owner>>{};
    } else {
        return Heads<Outs...>{};
    }
}

template <class Owner, class In, class... Layers>
struct outputs_shape {
    using type = decltype(joined_heads<Owner, output_of<Layers, In>...>());
};
template <class Owner, class Reason, class... Layers>
struct outputs_shape<Owner, ShapeError<Reason>, Layers...> {
    using type = ShapeError<Reason>;
};
template <class Owner, class... In, class... Layers>
struct outputs_shape<Owner, Heads<In...>, Layers...> {
    using type = ShapeError<HeadsWithoutHead<Owner, Heads<In...>>>;
};
template <class Owner, class... In, class... Layers>
    requires(sizeof...(In) == sizeof...(Layers) && (reads_input_of<Layers> && ...))
struct outputs_shape<Owner, Heads<In...>, Layers...> {
    using type = decltype(joined_heads<Owner, output_of<Layers, In>...>());
};

} // namespace detail

/// The heads of a network with several outputs, each a sub-network that reads the layer's input, or features if it
/// reads none. It is the last layer of the network, and `Losses` trains it: a loss for each head. A head that closes
/// with an activation is trained as a network that does, so `Sequential<Dense<1>, Sigmoid>` with BinaryCrossEntropy is
/// computed from logits. A head that is `Named` is called so in summaries, metrics and errors, any other "head 0",
/// "head 1" ...
///
/// Shapes: `batch x in` -> `batch x n_i` from each head, side by side: `batch x sum of n_i`. Behind a Mixture with
/// several Gates, head i reads what gate i has mixed: `batch x n` each; behind JointProbability, the logit of event i.
/// Backward: d_in is the sum over the heads that read the input, in their order.
/// Source: Caruana, "Multitask learning", Machine Learning 28, 1997; Keras models with several outputs.
template <class... Layers>
struct Outputs {
    static constexpr std::string_view name = "Outputs";
    static constexpr bool reads_input = branches_read_input<Layers...>;
    static constexpr bool reads_steps = true;
    static constexpr bool reads_heads = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class In>
    using output = typename detail::outputs_shape<Outputs, In, Layers...>::type;

    template <class T, std::size_t W, class In>
    class Node {
        using branches = std::conditional_t<is_heads<In>, detail::SeparateBranches<T, W, In, Layers...>,
                                            detail::Branches<T, W, In, Layers...>>;
        using heads = output<In>;

    public:
        static constexpr bool trainable = branches::trainable;
        using Workspace = typename branches::Workspace;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, const typename branches::in_view& in, const MatrixView<T>& out,
                     Workspace& workspace) const {
            branches_.forward(context, in, part_of(out), workspace);
        }
        template <class Context>
        void backward(Context& context, const typename branches::in_view& in, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const typename branches::d_in_view& d_in,
                      Workspace& workspace) const {
            branches_.backward(context, in, part_of(out), part_of(d_out), d_in, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Outputs", heads::columns);
            branches_.describe(description);
        }

    private:
        template <class View>
        static auto part_of(View whole) {
            return [whole](std::size_t i) { return heads::slice(whole, i); };
        }

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
