// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/identity.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/add.hpp>
#include <linnet/layers/dense.hpp>

#include "../support/layer_checks.hpp"

namespace identity_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE("Identity passes its input on", T, float, double) {
    check_forward<Identity, Shape<7>, T>([](auto& layer) { return NaiveMatrix{layer.in.view()}; }, 0.0);
    check_forward<Identity, Shape<50>, T>([](auto& layer) { return NaiveMatrix{layer.in.view()}; }, 0.0);
}

TEST_CASE("Identity has the same bits at every width") { check_widths<Identity, Shape<50>>(); }

TEST_CASE("the gradient of Identity, and of a residual connection, is that of central differences") {
    check_gradients_at_one_width<Identity, Shape<7>>();
    check_gradients_at_one_width<Add<Identity, Dense<7>>, Shape<7>>();
}

TEST_CASE("Identity keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<Identity::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Identity, NoInput>);
    const LayerDescription line = first_line<Identity, Shape<5>>();
    CHECK(line.label == "Identity");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace identity_test
