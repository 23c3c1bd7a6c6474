// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/fwd.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Splits a network into the layers before its last one (`body`) and the last one (`last`, void if there is only one
/// layer), so that a loss can be fused with the last. If the last layer is itself a Sequential, its last layer is
/// taken.
template <class Network>
struct closing_layer {
    using body = Network;
    using last = void;
};

template <class Kept, class... Layers>
struct split_at_last;
template <class... Kept, class Last>
struct split_at_last<TypeList<Kept...>, Last> {
    using body = Sequential<Kept...>;
    using last = Last;
};
template <class... Kept, class... Inner>
struct split_at_last<TypeList<Kept...>, Sequential<Inner...>> : split_at_last<TypeList<Kept...>, Inner...> {};
template <class... Kept, class First, class Second, class... Rest>
struct split_at_last<TypeList<Kept...>, First, Second, Rest...>
    : split_at_last<TypeList<Kept..., First>, Second, Rest...> {};

template <class First, class Second, class... Rest>
struct closing_layer<Sequential<First, Second, Rest...>> : split_at_last<TypeList<>, First, Second, Rest...> {};
template <class... Inner>
struct closing_layer<Sequential<Sequential<Inner...>>> : closing_layer<Sequential<Inner...>> {};

/// Whether a closing layer turns logits into the quantities that they stand for.
template <class Last>
inline constexpr bool is_activation = std::is_same_v<Last, Softmax> || requires { typename Last::function; };

} // namespace linnet::inline LINNET_ISA::detail
