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

} // namespace

TEST_CASE("the rules of a network are checked while compiling") { CHECK(fits<ln::Embedding<User, 4>>); }

} // namespace check_test
