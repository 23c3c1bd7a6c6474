// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/check.hpp>

#include <linnet/core/categorical.hpp>
#include <linnet/layers.hpp>

#include <doctest/doctest.h>

namespace check_test {

namespace ln = linnet;

namespace {

template <class Network>
inline constexpr bool fits = ln::is_shape<decltype(ln::detail::network_verdict<Network>())>;

using User = ln::Categorical<"user", 5>;
using Item = ln::Categorical<"item", 7>;
using OtherUser = ln::Categorical<"user", 6>;

static_assert(fits<ln::Dot<ln::Embedding<User, 4>, ln::Embedding<Item, 4>>>);
static_assert(fits<ln::Concat<ln::Embedding<User, 4>, ln::Embedding<User, 5>>>); // one feature, looked up twice
static_assert(!fits<ln::Concat<ln::Embedding<User, 4>, ln::Embedding<OtherUser, 5>>>);
static_assert(!fits<ln::Dot<ln::Embedding<User, 4>, ln::Embedding<Item, 5>>>);
static_assert(!fits<ln::Dense<4>>);
static_assert(!fits<int>);
static_assert(fits<ln::Concat<ln::Embedding<User, 4, ln::Table<"t">>, ln::Embedding<User, 4, ln::Table<"t">>>>);
static_assert(!fits<ln::Concat<ln::Embedding<User, 4, ln::Table<"t">>, ln::Embedding<Item, 4, ln::Table<"t">>>>);
static_assert(!fits<ln::Concat<ln::Embedding<User, 4, ln::Table<"t">>, ln::Embedding<User, 5, ln::Table<"t">>>>);

template <ln::FixedString Name, class L = ln::Embedding<User, 4>>
using Part = ln::Named<Name, L>;
static_assert(fits<ln::Concat<Part<"a">, Part<"b">>>);
static_assert(!fits<ln::Concat<Part<"a">, Part<"a">>>);
static_assert(fits<ln::Concat<Part<"a">, Part<"b", Part<"a">>>>);
static_assert(!fits<ln::Concat<Part<"b", ln::Add<Part<"a">, Part<"a">>>>>);
static_assert(!fits<ln::Sequential<Part<"a">, Part<"b", ln::Dense<2>>, Part<"a", ln::Sequential<ln::Dense<1>>>>>);
static_assert(!fits<Part<"">> && !fits<Part<"a.b">> && !fits<Part<"0">> && fits<Part<"_0">>);
static_assert(!fits<Part<"a", int>> && !fits<Part<"a", ln::Dense<4>>>);

} // namespace

TEST_CASE("the rules of a network are checked while compiling") { CHECK(fits<ln::Embedding<User, 4>>); }

} // namespace check_test
