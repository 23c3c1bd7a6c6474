// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/tanh.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"

namespace tanh_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_width(const Check& check) {
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("Tanh is its formula, element by element", T, float, double) {
    for_each_width([]<class In>() {
        const auto naive = [](auto& layer) {
            return naive_map(NaiveMatrix{layer.in.view()}, [](double x) { return std::tanh(x); });
        };
        check_forward<Tanh, In, T>(naive, 4.0);
    });
}

TEST_CASE("Tanh has the same bits at every width") {
    for_each_width([]<class In>() { check_widths<Tanh, In>(); });
}

TEST_CASE("the gradient of Tanh is that of central differences") {
    for_each_width([]<class In>() { check_gradients_at_one_width<Tanh, In>(); });
}

TEST_CASE_TEMPLATE("Tanh neither overflows nor passes over NaN", T, float, double) {
    BoundLayer<Tanh, Shape<4>, T, 2> layer{{.batch = 1}};
    layer.in.view()(0, 0) = T{1e4};
    layer.in.view()(0, 1) = T{-1e4};
    layer.in.view()(0, 2) = T{0};
    layer.in.view()(0, 3) = std::numeric_limits<T>::quiet_NaN();
    layer.forward();
    layer.backward();
    CHECK(layer.out.view()(0, 0) == T{1});
    CHECK(layer.out.view()(0, 1) == T{-1});
    CHECK(layer.out.view()(0, 2) == T{0});
    CHECK(std::isnan(layer.out.view()(0, 3)));
    CHECK(layer.d_in.view()(0, 0) == T{0});
    CHECK(layer.d_in.view()(0, 2) == layer.d_out.view()(0, 2));
}

TEST_CASE("Tanh keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<Tanh::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Tanh, NoInput>);
    const LayerDescription line = first_line<Tanh, Shape<5>>();
    CHECK(line.label == "Tanh");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace tanh_test
