// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The first of `Options` for which `Matches` holds, else `Default`. Layers read template arguments that may come in
/// any order this way.
template <template <class> class Matches, class Default, class... Options>
struct find_option {
    using type = Default;
};
template <template <class> class Matches, class Default, class First, class... Rest>
struct find_option<Matches, Default, First, Rest...>
    : std::conditional_t<Matches<First>::value, std::type_identity<First>, find_option<Matches, Default, Rest...>> {};

/// How many of `Options` satisfy `Matches`.
template <template <class> class Matches, class... Options>
inline constexpr std::size_t count_options = (std::size_t{Matches<Options>::value} + ... + 0);

template <template <class> class Matches, class Default, class... Options>
using option = typename find_option<Matches, Default, Options...>::type;

} // namespace linnet::inline LINNET_ISA::detail
