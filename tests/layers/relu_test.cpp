// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/relu.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"

namespace relu_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_width(const Check& check) {
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("ReLU is its formula, element by element", T, float, double) {
    for_each_width([]<class In>() {
        const auto naive = [](auto& layer) {
            return naive_map(NaiveMatrix{layer.in.view()}, [](double x) { return x > 0.0 ? x : 0.0; });
        };
        check_forward<ReLU, In, T>(naive, 0.0);
    });
}

TEST_CASE("ReLU has the same bits at every width") {
    for_each_width([]<class In>() { check_widths<ReLU, In>(); });
}

TEST_CASE("the gradient of ReLU is that of central differences") {
    for_each_width([]<class In>() { check_gradients_at_one_width<ReLU, In>(); });
}

TEST_CASE_TEMPLATE("ReLU has no gradient at 0 and passes NaN on", T, float, double) {
    BoundLayer<ReLU, Shape<4>, T, 2> layer{{.batch = 1}};
    layer.in.view()(0, 0) = T{0};
    layer.in.view()(0, 1) = T{-0.0};
    layer.in.view()(0, 2) = std::numeric_limits<T>::denorm_min();
    layer.in.view()(0, 3) = std::numeric_limits<T>::quiet_NaN();
    layer.forward();
    layer.backward();
    CHECK(layer.out.view()(0, 0) == T{0});
    CHECK(layer.out.view()(0, 1) == T{0});
    CHECK(layer.out.view()(0, 2) > T{0});
    CHECK(std::isnan(layer.out.view()(0, 3)));
    CHECK(layer.d_in.view()(0, 0) == T{0});
    CHECK(layer.d_in.view()(0, 1) == T{0});
    CHECK(layer.d_in.view()(0, 2) == layer.d_out.view()(0, 2));
}

TEST_CASE("ReLU keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<ReLU::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<ReLU, NoInput>);
    const LayerDescription line = first_line<ReLU, Shape<5>>();
    CHECK(line.label == "ReLU");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace relu_test
