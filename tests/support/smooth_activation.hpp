// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "layer_checks.hpp"

namespace linnet_test {

/// Checks of an activation that is x sigmoid(something that rises with x): far from 0 it is its input or 0, in 0 its
/// slope is 1/2, and NaN passes.
template <class Activation, class T>
void check_far_from_zero() {
    BoundLayer<Activation, linnet::Shape<6>, T, 2> layer{{.batch = 1}};
    const T huge = std::numeric_limits<T>::max();
    const T inputs[] = {T{1e4}, T{-1e4}, huge, -huge, T{0}, std::numeric_limits<T>::quiet_NaN()};
    for (std::size_t c = 0; c < 6; ++c) {
        layer.in.view()(0, c) = inputs[c];
    }
    layer.forward();
    layer.backward();
    const auto out = layer.out.view();
    const auto d_in = layer.d_in.view();
    const auto d_out = layer.d_out.view();
    CHECK(out(0, 0) == T{1e4});
    CHECK(std::abs(out(0, 1)) < T{0x1p-99});
    CHECK(out(0, 2) == huge);
    CHECK(std::abs(out(0, 3)) <= T{1});
    CHECK(out(0, 4) == T{0});
    CHECK(std::isnan(out(0, 5)));
    CHECK(d_in(0, 0) == d_out(0, 0));
    CHECK(std::abs(d_in(0, 1)) < T{0x1p-99});
    CHECK(d_in(0, 2) == d_out(0, 2));
    CHECK(std::abs(d_in(0, 3)) <= T{1});
    CHECK(d_in(0, 4) == d_out(0, 4) / T{2});
    CHECK(std::isnan(d_in(0, 5)));
}

} // namespace linnet_test
