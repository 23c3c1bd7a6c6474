// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/gelu.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/layer_checks.hpp"
#include "../support/smooth_activation.hpp"
#include "../support/torch_crosses.hpp"

namespace gelu_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_width(const Check& check) {
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("GELU is its formula, element by element", T, float, double) {
    for_each_width([]<class In>() {
        const auto naive = [](auto& layer) {
            return naive_map(NaiveMatrix{layer.in.view()}, [](double x) {
                return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x)));
            });
        };
        check_forward<GELU, In, T>(naive, 4.0);
    });
}

TEST_CASE("GELU has the same bits at every width") {
    for_each_width([]<class In>() { check_widths<GELU, In>(); });
}

TEST_CASE("the gradient of GELU is that of central differences") {
    for_each_width([]<class In>() { check_gradients_at_one_width<GELU, In>(); });
}

TEST_CASE_TEMPLATE("GELU is its input or 0 far from 0, and passes NaN on", T, float, double) {
    check_far_from_zero<GELU, T>();
}

TEST_CASE_TEMPLATE("GELU and its gradient are PyTorch's", T, float, double) {
    BoundLayer<GELU, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::gelu_out);
    check_golden<T>(layer.d_in.view(), torch_golden::gelu_d_in);
}

TEST_CASE("GELU behind a Dense has the gradients of central differences") {
    check_gradients_at_one_width<Sequential<Dense<9>, GELU, Dense<1>, GELU>, Shape<5>>();
}

TEST_CASE("GELU keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<GELU::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<GELU, NoInput>);
    const LayerDescription line = first_line<GELU, Shape<5>>();
    CHECK(line.label == "GELU");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace gelu_test
