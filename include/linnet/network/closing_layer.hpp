// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// A network as the layers before its last one (`body`) and the last one (`last`, void where there is but one), so that
/// a loss can be fused with the last.
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
template <class... Kept, class First, class Second, class... Rest>
struct split_at_last<TypeList<Kept...>, First, Second, Rest...>
    : split_at_last<TypeList<Kept..., First>, Second, Rest...> {};

template <class First, class Second, class... Rest>
struct closing_layer<Sequential<First, Second, Rest...>> : split_at_last<TypeList<>, First, Second, Rest...> {};

} // namespace linnet::inline LINNET_ISA::detail
