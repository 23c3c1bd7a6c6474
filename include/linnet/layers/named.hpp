// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class L>
struct NotAName {
    static_assert(never<L>,
                  "linnet: the name of a Named starts with a letter and has no dot, as dots join the names of "
                  "a path and layers without a name are numbered.");
};

[[nodiscard]] constexpr bool is_path_name(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && is_letter(name.front()) && std::find(name.begin(), name.end(), '.') == name.end();
}

/// What stands for a child that is no layer.
template <class L>
struct NamedMisfit {
    static constexpr std::string_view name = "Named";
    using features = TypeList<>;
    using tables = TypeList<>;
    static constexpr bool reads_input = layer_parts<L>::reads_input;
    template <class In>
    using output = output_of<L, In>;
};

} // namespace detail

/// Names a part of the network: its blocks are called after it, "tower.0.kernel" for the first Dense of
/// `Named<"tower", Sequential<Dense<8>, ReLU, Dense<4>>>`, wherever it stands; see Builder. Within another Named the
/// names are joined: "outer.inner.0.kernel".
///
/// It is its layer in all else, fusions included, and costs nothing. Shapes: those of the layer.
/// A name that does not start with a letter, or has a dot, does not compile, nor do two parts of one path.
template <FixedString Name, class L>
struct Named : std::conditional_t<Layer<L>, L, detail::NamedMisfit<L>> {
    template <class In>
    using output =
        std::conditional_t<detail::is_path_name(Name.view()), output_of<L, In>, ShapeError<detail::NotAName<Named>>>;

    template <class T, std::size_t W, class In>
    struct Node : L::template Node<T, W, In> {
        explicit Node(Builder<T>& builder) : L::template Node<T, W, In>(builder.named(Name.view())) {}
    };
};

namespace detail {

/// A step from a layer to one inside it, as the path of its blocks has it.
template <std::size_t I>
struct AtIndex {
    template <class T>
    [[nodiscard]] static auto enter(const Builder<T>& builder) {
        return builder.child(I);
    }
};
template <FixedString Name>
struct AtName {
    template <class T>
    [[nodiscard]] static auto enter(const Builder<T>& builder) {
        return builder.named(Name.view());
    }
};

/// The place of a layer in the network: the steps to it, from the outermost layer on.
template <class... Steps>
struct Place {
    template <class Step>
    using then = Place<Steps..., Step>;

    template <class T>
    [[nodiscard]] static auto enter(const Builder<T>& builder) {
        if constexpr (sizeof...(Steps) == 0) {
            return builder.outermost();
        } else {
            return follow<Steps...>(builder.outermost());
        }
    }

private:
    template <class First, class... Rest, class T>
    [[nodiscard]] static auto follow(ChildBuilder<T> at) {
        ChildBuilder<T> next = First::enter(at.builder);
        if constexpr (sizeof...(Rest) == 0) {
            return next;
        } else {
            return follow<Rest...>(std::move(next));
        }
    }
};

/// A layer that a rearranged network has somewhere else than the network as it was written, and that is named as there.
template <class Where, class L>
struct Placed : L {
    template <class T, std::size_t W, class In>
    struct Node : L::template Node<T, W, In> {
        explicit Node(Builder<T>& builder) : L::template Node<T, W, In>(Where::enter(builder)) {}
    };
};

template <class L>
struct without_names_of {
    using type = L;
};
template <FixedString Name, class L>
struct without_names_of<Named<Name, L>> : without_names_of<L> {};
template <class Where, class L>
struct without_names_of<Placed<Where, L>> : without_names_of<L> {};
template <template <class...> class Combinator, class... Layers>
struct without_names_of<Combinator<Layers...>> {
    using type = Combinator<typename without_names_of<Layers>::type...>;
};
/// The network without any Named, for those who look for a form of it: its nodes have the same branches.
template <class Network>
using without_names = typename without_names_of<Network>::type;

template <class... Lists>
struct joined {
    using type = TypeList<>;
};
template <class... Types, class... Lists>
struct joined<TypeList<Types...>, Lists...> {
    template <class... More>
    static TypeList<Types..., More...> append(TypeList<More...>);
    using type = decltype(append(typename joined<Lists...>::type{}));
};

/// The paths of all Named in a layer, each a list of names, below `Outer`.
template <class Outer, class L>
struct name_paths {
    using type = TypeList<>;
};
template <class... Outer, FixedString Name, class L>
struct name_paths<TypeList<Outer...>, Named<Name, L>> {
    using path = TypeList<Outer..., AtName<Name>>;
    using type = typename joined<TypeList<path>, typename name_paths<path, L>::type>::type;
};
template <class... Outer, template <class...> class Combinator, class... Layers>
struct name_paths<TypeList<Outer...>, Combinator<Layers...>> {
    using type = typename joined<typename name_paths<TypeList<Outer...>, Layers>::type...>::type;
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
