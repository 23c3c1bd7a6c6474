// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/fwd.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The last layer, its place, and the layers before it.
template <class Kept, class Where, class Last>
struct close_at {
    using kept = Kept;
    using last = Last;
    using place = Where;
};

/// A layer at an index of the network itself has its place; one from further inside is told where it was.
template <class Where, class L>
struct placed {
    using type = Placed<Where, L>;
};
template <std::size_t I, class L>
struct placed<Place<AtIndex<I>>, L> {
    using type = L;
};

template <class Kept, class Where, std::size_t I, class... Layers>
struct close_chain;
template <class Kept, class Where, std::size_t I, class Last>
struct close_chain<Kept, Where, I, Last> : close_at<Kept, typename Where::template then<AtIndex<I>>, Last> {};
template <class... Kept, class Where, std::size_t I, class First, class Second, class... Rest>
struct close_chain<TypeList<Kept...>, Where, I, First, Second, Rest...>
    : close_chain<TypeList<Kept..., typename placed<typename Where::template then<AtIndex<I>>, First>::type>, Where,
                  I + 1, Second, Rest...> {};

template <class Kept, class Where, class First, class... Rest>
struct close_at<Kept, Where, Sequential<First, Rest...>> : close_chain<Kept, Where, 0, First, Rest...> {};
template <class Kept, class Where, FixedString Name, class L>
struct close_at<Kept, Where, Named<Name, L>> : close_at<Kept, typename Where::template then<AtName<Name>>, L> {};

/// Whether a closing layer turns logits into what they stand for, as it says itself.
template <class Last>
inline constexpr bool is_activation = requires { requires Last::is_activation; };

/// A network as the layers before its last one (`body`) and the last one (`last`, void where there is only one, or
/// where it reads sequences), so that a loss can be fused with the last. The last layer of a Sequential that comes
/// last, named or not, is the network's; the layers before it are fused with those before that Sequential. Their names
/// are those of the network as it was written, and `place` has that of the last.
///
/// Of a network that ends in Outputs, `body` has the heads without their closing activations, and `last` these.
template <class Network, class Split = close_at<TypeList<>, Place<>, Network>, class Kept = typename Split::kept,
          class Last = typename Split::last>
struct closing_layer;
template <class Network>
struct not_closed {
    using body = Network;
    using last = void;
    using place = Place<>;
};
template <class Body, class Split>
struct closed {
    using body = Body;
    using last = typename Split::last;
    using place = typename Split::place;
};
template <class Network, class Split, class Last>
struct closing_layer<Network, Split, TypeList<>, Last> : not_closed<Network> {};
template <class Network, class Split, class... Kept, class Last>
struct closing_layer<Network, Split, TypeList<Kept...>, Last>
    : std::conditional_t<is_steps<output_of<Sequential<Kept...>, NoInput>>, not_closed<Network>,
                         closed<Sequential<Kept...>, Split>> {};

} // namespace linnet::inline LINNET_ISA::detail
