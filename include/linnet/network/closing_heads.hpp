// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/network/closing_layer.hpp>

// Networks that end in Outputs, cut into what computes the logits of all heads and the activations that close them.
namespace linnet::inline LINNET_ISA::detail {

/// What a head is called where it is Named, or else nothing.
template <class Head>
inline constexpr std::string_view name_of_head{};
template <FixedString Name, class L>
inline constexpr std::string_view name_of_head<Named<Name, L>> = Name.view();

/// What a head is called by messages and results.
[[nodiscard]] LINNET_COLD inline std::string label_of_head(std::string_view name, std::size_t head) {
    return name.empty() ? text({"head ", head}) : std::string{name};
}

/// A head without its closing activation, which it describes.
template <std::size_t I, class Head, class Body, class Last>
struct HeadBody : Body {
    template <class T, std::size_t W, class In>
    struct Node : Body::template Node<T, W, In> {
        using base = typename Body::template Node<T, W, In>;
        explicit Node(Builder<T>& builder) : base(builder) {}

        LINNET_COLD void describe(Description& description) const {
            using logits = output_of<Body, In>;
            description.next_puts_out_steps(false);
            description.add(label_of_head(name_of_head<Head>, I), output_of<Head, In>::columns);
            description.nested([&] {
                base::describe(description);
                if constexpr (!std::is_void_v<Last>) {
                    description.add(std::string{Last::name}, output_of<Last, logits>::columns);
                }
            });
        }
    };
};

/// A head in two: `last` is the activation that closes it, void where none does, and `body` the rest.
template <std::size_t I, class Where, class Head>
struct head_parts {
    using split = close_at<TypeList<>, typename Where::template then<AtIndex<I>>, Head>;
    static constexpr bool closes = is_activation<typename split::last>;

    template <class>
    struct body_of;
    template <class... Kept>
    struct body_of<TypeList<Kept...>> {
        using type = std::conditional_t<sizeof...(Kept) == 0, Identity, Sequential<Kept...>>;
    };
    using last = std::conditional_t<closes, typename split::last, void>;
    using place = typename split::place;
    using body =
        HeadBody<I, Head, std::conditional_t<closes, typename body_of<typename split::kept>::type, Head>, last>;
};

/// The closing activation of a head as a layer: one that does nothing where there is none.
template <class Last>
using closing_or_identity = std::conditional_t<std::is_void_v<Last>, Identity, Last>;

/// The closing activations of all heads as one layer: the logits of the heads, side by side -> their outputs.
template <class... Parts>
struct ClosingHeads {
    static constexpr std::string_view name = "ClosingHeads";
    static constexpr bool is_activation = true;

    template <class In>
    struct output_for;
    template <class... In>
    struct output_for<Heads<In...>> {
        using type = Heads<output_of<closing_or_identity<typename Parts::last>, In>...>;
    };
    template <class In>
    using output = typename output_for<In>::type;

    template <class T, std::size_t W, class In>
    class Node;
    template <class T, std::size_t W, class... In>
    class Node<T, W, Heads<In...>> {
        using logits = Heads<In...>;
        using outputs = output<logits>;
        using nodes = std::tuple<node_of<closing_or_identity<typename Parts::last>, T, W, In>...>;
        using all = std::index_sequence_for<Parts...>;

    public:
        struct Workspace {
            std::tuple<typename node_of<closing_or_identity<typename Parts::last>, T, W, In>::Workspace...> heads;

            void reserve(std::size_t batch) {
                std::apply([&](auto&... head) { (head.reserve(batch), ...); }, heads);
            }
        };

        explicit Node(Builder<T>& builder)
            : nodes_{node_of<closing_or_identity<typename Parts::last>, T, W, In>(Parts::place::enter(builder))...} {}

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>& in, const MatrixView<T>& out,
                     Workspace& workspace) const {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (forward_head<I>(context, in, out, workspace), ...);
            }(all{});
        }

        /// One head of `in` and `out`.
        template <std::size_t I, class Context>
        void forward_head(const Context& context, const ConstMatrixView<T>& in, const MatrixView<T>& out,
                          Workspace& workspace) const {
            std::get<I>(nodes_).forward(context, logits::slice(in, I), outputs::slice(out, I),
                                        std::get<I>(workspace.heads));
        }
        template <std::size_t I, class Context>
        void backward_head(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& out,
                           const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            call_backward(std::get<I>(nodes_), context, logits::slice(in, I), outputs::slice(out, I),
                          outputs::slice(d_out, I), logits::slice(d_in, I), std::get<I>(workspace.heads));
        }

        LINNET_COLD void describe(Description&) const {} // each head describes its own

    private:
        nodes nodes_;
    };
};

/// The parts of a network that ends in these heads, behind `Kept`.
template <class Where, class Kept, class Indices, class... HeadLayers>
struct closed_heads;
template <class Where, class... Kept, std::size_t... I, class... HeadLayers>
struct closed_heads<Where, TypeList<Kept...>, std::index_sequence<I...>, HeadLayers...> {
    using outputs = typename placed<Where, Outputs<typename head_parts<I, Where, HeadLayers>::body...>>::type;
    using body = std::conditional_t<sizeof...(Kept) == 0, outputs, Sequential<Kept..., outputs>>;
    static constexpr bool closes = (head_parts<I, Where, HeadLayers>::closes || ...);
    using last = std::conditional_t<closes, ClosingHeads<head_parts<I, Where, HeadLayers>...>, void>;
    using place = Where;

    static constexpr std::array<std::string_view, sizeof...(I)> names{name_of_head<HeadLayers>...};
    /// Whether head H is closed by the layer that a loss is fused with.
    template <std::size_t H, class Layer>
    static constexpr bool closes_with =
        std::is_same_v<Layer, typename std::tuple_element_t<H, std::tuple<head_parts<I, Where, HeadLayers>...>>::last>;
};
template <class Network, class Split, class... HeadLayers>
struct closing_layer<Network, Split, TypeList<>, Outputs<HeadLayers...>>
    : closed_heads<typename Split::place, TypeList<>, std::index_sequence_for<HeadLayers...>, HeadLayers...> {};
template <class Network, class Split, class First, class... Kept, class... HeadLayers>
struct closing_layer<Network, Split, TypeList<First, Kept...>, Outputs<HeadLayers...>>
    : closed_heads<typename Split::place, TypeList<First, Kept...>, std::index_sequence_for<HeadLayers...>,
                   HeadLayers...> {};

} // namespace linnet::inline LINNET_ISA::detail
