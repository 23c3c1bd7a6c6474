// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/softmax.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"

namespace softmax_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_width(const Check& check) {
    check.template operator()<Shape<1>>();
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<70>>();
}

} // namespace

TEST_CASE_TEMPLATE("Softmax is its formula, row by row", T, float, double) {
    for_each_width([]<class In>() {
        const auto naive = [](auto& layer) { return naive_softmax(NaiveMatrix{layer.in.view()}); };
        check_forward<Softmax, In, T>(naive, 4.0);
    });
}

TEST_CASE("Softmax has the same bits at every width") {
    for_each_width([]<class In>() { check_widths<Softmax, In>(); });
}

TEST_CASE("the gradient of Softmax is that of central differences") {
    for_each_width([]<class In>() { check_gradients_at_one_width<Softmax, In>(); });
}

TEST_CASE_TEMPLATE("Softmax does not overflow, and its rows sum to 1", T, float, double) {
    BoundLayer<Softmax, Shape<3>, T, 2> layer{{.batch = 2}};
    const T numbers[] = {T{1e8}, T{1e8}, T{-1e8}, T{-1e4}, T{-1e4 - 1}, T{-1e4 + 1}};
    for (std::size_t i = 0; i < 6; ++i) {
        layer.in.view()(i / 3, i % 3) = numbers[i];
    }
    layer.forward();
    CHECK(layer.out.view()(0, 0) == T{0.5});
    CHECK(layer.out.view()(0, 1) == T{0.5});
    CHECK(layer.out.view()(0, 2) == T{0});
    const auto row = layer.out.view().row_span(1);
    CHECK(std::abs(static_cast<double>(row[0] + row[1] + row[2]) - 1.0) < 1e-6);
}

TEST_CASE("Softmax keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<Softmax::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Softmax, NoInput>);
    const LayerDescription line = first_line<Softmax, Shape<5>>();
    CHECK(line.label == "Softmax");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace softmax_test
