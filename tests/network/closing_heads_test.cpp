// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/closing_heads.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>

namespace closing_heads_test {

using namespace linnet;

namespace {

using User = Categorical<"user", 5>;
using Lookup = Embedding<User, 4>;
using Plain = Outputs<Sequential<Dense<2>, Sigmoid>, Dense<1>>;

using Two = detail::closing_layer<Sequential<Lookup, Tanh, Plain>>;
static_assert(std::is_same_v<Two::body::output<NoInput>, Heads<Shape<2>, Shape<1>>>);
static_assert(std::is_same_v<Two::last::output<Heads<Shape<2>, Shape<1>>>, Heads<Shape<2>, Shape<1>>>);
static_assert(detail::is_activation<Two::last>);
static_assert(Two::closes_with<0, Sigmoid> && !Two::closes_with<0, void> && Two::closes_with<1, void>);
static_assert(Two::names[0].empty() && Two::names[1].empty());

using Named2 = detail::closing_layer<
    Named<"net", Sequential<Lookup, Sequential<Outputs<Named<"ctr", Sequential<Dense<2>, Named<"p", Sigmoid>>>,
                                                       Named<"ctr2", Sequential<Dense<3>, Softmax>>>>>>>;
static_assert(Named2::names[0] == "ctr" && Named2::names[1] == "ctr2");
static_assert(Named2::closes_with<0, Sigmoid> && Named2::closes_with<1, Softmax>);
static_assert(Named2::body::output<NoInput>::columns == 5);

// No head closes with an activation.
using Open = detail::closing_layer<Sequential<Lookup, Outputs<Dense<1>, Sequential<Tanh, Dense<2>>>>>;
static_assert(std::is_void_v<Open::last> && Open::closes_with<0, void> && Open::closes_with<1, void>);
// Heads that read features, and a head that is nothing but its activation.
using Alone = detail::closing_layer<Outputs<Lookup, Sequential<Lookup, Sigmoid>>>;
static_assert(std::is_same_v<Alone::body::output<NoInput>, Heads<Shape<4>, Shape<4>>>);
using Bare = detail::closing_layer<Sequential<Lookup, Outputs<Sigmoid, Dense<1>>>>;
static_assert(Bare::closes_with<0, Sigmoid> && Bare::body::output<NoInput>::columns == 5);

} // namespace

TEST_CASE("a head is called as it is named") {
    CHECK(detail::label_of_head("ctr", 1) == "ctr");
    CHECK(detail::label_of_head("", 1) == "head 1");
}

} // namespace closing_heads_test
