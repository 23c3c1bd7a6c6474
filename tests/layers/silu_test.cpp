// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/silu.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/layer_checks.hpp"
#include "../support/smooth_activation.hpp"
#include "../support/torch_crosses.hpp"

namespace silu_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_width(const Check& check) {
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("SiLU is its formula, element by element", T, float, double) {
    for_each_width([]<class In>() {
        const auto naive = [](auto& layer) {
            return naive_map(NaiveMatrix{layer.in.view()}, [](double x) { return x / (1 + std::exp(-x)); });
        };
        check_forward<SiLU, In, T>(naive, 4.0);
    });
}

TEST_CASE("SiLU has the same bits at every width") {
    for_each_width([]<class In>() { check_widths<SiLU, In>(); });
}

TEST_CASE("the gradient of SiLU is that of central differences") {
    for_each_width([]<class In>() { check_gradients_at_one_width<SiLU, In>(); });
}

TEST_CASE_TEMPLATE("SiLU is its input or 0 far from 0, and passes NaN on", T, float, double) {
    check_far_from_zero<SiLU, T>();
}

TEST_CASE_TEMPLATE("SiLU and its gradient are PyTorch's", T, float, double) {
    BoundLayer<SiLU, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::silu_out);
    check_golden<T>(layer.d_in.view(), torch_golden::silu_d_in);
}

TEST_CASE("SiLU behind a Dense has the gradients of central differences") {
    check_gradients_at_one_width<Sequential<Dense<9>, SiLU, Dense<1>, SiLU>, Shape<5>>();
}

TEST_CASE("SiLU keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<SiLU::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<SiLU, NoInput>);
    const LayerDescription line = first_line<SiLU, Shape<5>>();
    CHECK(line.label == "SiLU");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace silu_test
