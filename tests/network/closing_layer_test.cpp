// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/closing_layer.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>

namespace closing_layer_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 5>;
using Lookup = ln::Embedding<User, 4>;

using Three = ln::detail::closing_layer<ln::Sequential<Lookup, ln::Dense<1>, ln::Sigmoid>>;
static_assert(std::is_same_v<Three::body, ln::Sequential<Lookup, ln::Dense<1>>>);
static_assert(std::is_same_v<Three::last, ln::Sigmoid>);

using Two = ln::detail::closing_layer<ln::Sequential<Lookup, ln::Tanh>>;
static_assert(std::is_same_v<Two::body, ln::Sequential<Lookup>>);
static_assert(std::is_same_v<Two::last, ln::Tanh>);

using One = ln::detail::closing_layer<ln::Sequential<Lookup>>;
static_assert(std::is_same_v<One::body, ln::Sequential<Lookup>>);
static_assert(std::is_void_v<One::last>);
static_assert(std::is_void_v<ln::detail::closing_layer<Lookup>::last>);

using Nested = ln::detail::closing_layer<ln::Sequential<Lookup, ln::Sequential<ln::Dense<1>, ln::Sigmoid>>>;
static_assert(std::is_same_v<ln::detail::without_names<Nested::body>, Three::body> &&
              std::is_same_v<Nested::last, ln::Sigmoid>);
using Deep =
    ln::detail::closing_layer<ln::Sequential<ln::Sequential<Lookup, ln::Sequential<ln::Sequential<ln::Tanh>>>>>;
static_assert(std::is_same_v<ln::detail::without_names<Deep::body>, Two::body> && std::is_same_v<Deep::last, ln::Tanh>);
using Before = ln::detail::closing_layer<ln::Sequential<ln::Sequential<Lookup, ln::Dense<1>>, ln::Sigmoid>>;
static_assert(std::is_same_v<Before::body, ln::Sequential<ln::Sequential<Lookup, ln::Dense<1>>>>);

using Head = ln::detail::closing_layer<ln::Named<
    "net", ln::Sequential<Lookup, ln::Named<"head", ln::Sequential<ln::Dense<1>, ln::Named<"out", ln::Sigmoid>>>>>>;
static_assert(std::is_same_v<ln::detail::without_names<Head::body>, Three::body>);
static_assert(std::is_same_v<Head::last, ln::Sigmoid>);

static_assert(ln::detail::is_activation<ln::Softmax> && ln::detail::is_activation<ln::Sigmoid>);
static_assert(!ln::detail::is_activation<ln::Dense<1>> && !ln::detail::is_activation<Lookup>);

} // namespace

TEST_CASE("the last layer of a Sequential is told from the others while compiling") {
    CHECK(std::is_void_v<One::last>);
}

} // namespace closing_layer_test
