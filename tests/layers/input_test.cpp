// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/input.hpp>

#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>

#include "../support/layer_checks.hpp"

namespace input_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_input(const Check& check) {
    check.template operator()<Input<Numeric<"price">>>();
    check.template operator()<Input<Numeric<"image", 50>>>();
}

} // namespace

TEST_CASE_TEMPLATE("Input copies its feature", T, float, double) {
    for_each_input([]<class L>() {
        const auto naive = [](auto& layer) { return NaiveMatrix{std::get<0>(layer.batch().columns)}; };
        check_forward<L, NoInput, T>(naive, 0.0);
    });
}

TEST_CASE("Input has the same bits at every width, and no gradients") {
    for_each_input([]<class L>() { check_widths<L>(); });
    for_each_input([]<class L>() { check_gradients_at_one_width<L>(); });
}

TEST_CASE("a column of another shape than the feature's is refused") {
    BoundLayer<Input<Numeric<"image", 4>>, NoInput, float, 4> layer{{.batch = 3}};
    const float numbers[16] = {};
    CHECK_THROWS_WITH_AS(layer.forward({3, {ConstMatrixView<float>{numbers, 4, 4, 4}}}),
                         "feature 'image' has 4 x 4 numbers where the batch needs 3 x 4", SettingError);
    CHECK_THROWS_WITH_AS(layer.forward({3, {ConstMatrixView<float>{numbers, 3, 5, 5}}}),
                         "feature 'image' has 3 x 5 numbers where the batch needs 3 x 4", SettingError);
}

TEST_CASE("Input knows its shape before it is bound") {
    static_assert(std::is_same_v<Input<Numeric<"image", 4>>::output<NoInput>, Shape<4>>);
    static_assert(std::is_same_v<Input<Numeric<"image", 4>>::features, TypeList<Numeric<"image", 4>>>);
    static_assert(!accepts<Input<Categorical<"user", 4>>, NoInput>);
    const LayerDescription line = first_line<Input<Numeric<"image", 4>>>();
    CHECK(line.label == "Input<image>");
    CHECK(line.columns == 4);
    CHECK(line.blocks.empty());
}

} // namespace input_test
