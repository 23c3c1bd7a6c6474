// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/sigmoid.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"

namespace sigmoid_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_width(const Check& check) {
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("Sigmoid is its formula, element by element", T, float, double) {
    for_each_width([]<class In>() {
        const auto naive = [](auto& layer) {
            return naive_map(NaiveMatrix{layer.in.view()}, [](double x) { return 1.0 / (1.0 + std::exp(-x)); });
        };
        check_forward<Sigmoid, In, T>(naive, 4.0);
    });
}

TEST_CASE("Sigmoid has the same bits at every width") {
    for_each_width([]<class In>() { check_widths<Sigmoid, In>(); });
}

TEST_CASE("the gradient of Sigmoid is that of central differences") {
    for_each_width([]<class In>() { check_gradients_at_one_width<Sigmoid, In>(); });
}

TEST_CASE_TEMPLATE("Sigmoid neither overflows nor passes over NaN", T, float, double) {
    BoundLayer<Sigmoid, Shape<4>, T, 2> layer{{.batch = 1}};
    layer.in.view()(0, 0) = T{1e4};
    layer.in.view()(0, 1) = T{-1e4};
    layer.in.view()(0, 2) = T{0};
    layer.in.view()(0, 3) = std::numeric_limits<T>::quiet_NaN();
    layer.forward();
    layer.backward();
    CHECK(layer.out.view()(0, 0) == T{1});
    CHECK(layer.out.view()(0, 1) == T{0});
    CHECK(layer.out.view()(0, 2) == T{0.5});
    CHECK(std::isnan(layer.out.view()(0, 3)));
    CHECK(layer.d_in.view()(0, 0) == T{0});
    CHECK(layer.d_in.view()(0, 1) == T{0});
    CHECK(layer.d_in.view()(0, 2) == layer.d_out.view()(0, 2) / T{4});
}

TEST_CASE("Sigmoid keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<Sigmoid::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Sigmoid, NoInput>);
    const LayerDescription line = first_line<Sigmoid, Shape<5>>();
    CHECK(line.label == "Sigmoid");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace sigmoid_test
