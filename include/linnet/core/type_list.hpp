// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// A list of types, such as the features that a network reads.
template <class... Types>
struct TypeList {
    static constexpr std::size_t size = sizeof...(Types);
};

/// Whether a type is among others.
template <class Type, class... Types>
inline constexpr bool is_one_of = (std::is_same_v<Type, Types> || ...);

/// Whether a type is in a TypeList.
template <class List, class Type>
inline constexpr bool list_contains = false;
template <class... Types, class Type>
inline constexpr bool list_contains<TypeList<Types...>, Type> = is_one_of<Type, Types...>;

/// The position of `Type` in the list, or the size of the list if it is not there.
template <class Type, class... Types>
consteval std::size_t index_of() {
    std::size_t i = 0;
    static_cast<void>(((std::is_same_v<Type, Types> || (++i, false)) || ...));
    return i;
}

namespace detail {

// A base class for each type, so that one is found by its place without a walk through those before it.
template <std::size_t I, class Type>
struct AtPlace {
    using type = Type;
};
template <class Places, class... Types>
struct TypesAtPlaces;
template <std::size_t... I, class... Types>
struct TypesAtPlaces<std::index_sequence<I...>, Types...> : AtPlace<I, Types>... {};

template <std::size_t I, class Type>
AtPlace<I, Type> find_place(const AtPlace<I, Type>&);

/// The type at a place of `TypesAtPlaces`.
template <std::size_t I, class Types>
using type_at = typename decltype(find_place<I>(std::declval<const Types&>()))::type;

template <class Into, class... Lists>
struct merge_lists {
    using type = Into;
};
template <class... Seen, class First, class... Rest, class... Lists>
struct merge_lists<TypeList<Seen...>, TypeList<First, Rest...>, Lists...>
    : merge_lists<std::conditional_t<is_one_of<First, Seen...>, TypeList<Seen...>, TypeList<Seen..., First>>,
                  TypeList<Rest...>, Lists...> {};
template <class... Seen, class... Lists>
struct merge_lists<TypeList<Seen...>, TypeList<>, Lists...> : merge_lists<TypeList<Seen...>, Lists...> {};

} // namespace detail

/// All types of all lists, each once, in the order of first appearance.
template <class... Lists>
using merged = typename detail::merge_lists<TypeList<>, Lists...>::type;

} // namespace linnet::inline LINNET_ISA
