// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Layers of rows and layers of sequences, one behind the other.
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>

#include "../support/bound_steps_layer.hpp"

namespace sequences_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using States = Sequential<LayerNorm, SelfAttention<2, Causal>, Dense<3>, GRU<5>>;
using LastOne = Sequential<Dense<4>, SelfAttention<1>, LayerNorm, GRU<5, LastState>, Dense<2>>;

} // namespace

TEST_CASE("layers of sequences stand behind layers of rows, and before them") {
    static_assert(std::is_same_v<States::output<Steps<4>>, Steps<5>>);
    static_assert(std::is_same_v<LastOne::output<Steps<4>>, Shape<2>>);
    check_steps_gradients<States, Steps<4>>({3, 0, 5, 1});
    check_steps_gradients<LastOne, Steps<4>>({3, 0, 5, 1});
}

} // namespace sequences_test
