// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/dice.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace dice_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// By the moments of the batch if it has more than 1 row and the layer is `training`, else by blocks 1 and 2.
template <class Bound>
NaiveMatrix naive_dice(const Bound& layer, bool training) {
    NaiveMatrix x{layer.in.view()};
    const auto n = static_cast<double>(x.rows);
    for (std::size_t c = 0; c < x.columns; ++c) {
        double mean = block_of(layer, 1)(0, c);
        double variance = block_of(layer, 2)(0, c);
        if (training && x.rows > 1) {
            mean = variance = 0;
            for (std::size_t r = 0; r < x.rows; ++r) {
                mean += x(r, c) / n;
            }
            for (std::size_t r = 0; r < x.rows; ++r) {
                variance += std::pow(x(r, c) - mean, 2) / n;
            }
        }
        for (std::size_t r = 0; r < x.rows; ++r) {
            const double p = 1 / (1 + std::exp(-(x(r, c) - mean) / std::sqrt(variance + 1e-8)));
            x(r, c) *= p + (1 - p) * block_of(layer, 0)(0, c);
        }
    }
    return x;
}

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<Shape<1>>();
    check.template operator()<Shape<17>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("Dice turns where the numbers of a column are, by the batch in training and by moving moments "
                   "otherwise",
                   T, float, double) {
    for_each_size([]<class In>() {
        for (const bool training : {true, false}) {
            CAPTURE(training);
            const auto naive = [training](auto& layer) { return naive_dice(layer, training); };
            check_forward<Dice, In, T>(naive, 16.0, {.training = training});
        }
    });
}

TEST_CASE("Dice has the same bits at every width") {
    for_each_size([]<class In>() {
        check_widths<Dice, In>({}, 1e-4);
        check_widths<Dice, In>({.training = false}, 1e-4);
    });
}

TEST_CASE("the gradients of Dice are those of central differences, through the moments of the batch, too") {
    for_each_size([]<class In>() {
        check_gradients_at_one_width<Dice, In>();
        check_gradients_at_one_width<Dice, In>({.batch = 1});
        check_gradients_at_one_width<Dice, In>({.training = false});
    });
    check_gradients_at_one_width<Sequential<Dense<7>, Dice, Dense<1>>, Shape<5>>();
}

TEST_CASE("Dice starts with slopes of 0, and moments of 0 and 1 that are not trained") {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const Dice::Node<double, 1, Shape<3>> node{builder};
    REQUIRE(parameters.size() == 3);
    CHECK(elements<double>(parameters[0].values.view()) == std::vector<double>(3, 0.0));
    CHECK(elements<double>(parameters[1].values.view()) == std::vector<double>(3, 0.0));
    CHECK(elements<double>(parameters[2].values.view()) == std::vector<double>(3, 1.0));
    CHECK(parameters[0].name == "slope");
    CHECK(parameters[1].kind == BlockKind::statistics);
    CHECK(parameters[2].kind == BlockKind::statistics);
}

TEST_CASE("Dice leaves the moving moments alone in a batch of one row") {
    BoundLayer<Dice, Shape<5>, double, 4> layer{{.batch = 1}};
    layer.forward();
    layer.backward();
    CHECK_FALSE(layer.gradients[1].has_next);
    CHECK_FALSE(layer.gradients[2].has_next);
}

TEST_CASE_TEMPLATE("Dice, its gradients and its moments are those that PyTorch derives", T, float, double) {
    BoundLayer<Dice, Shape<5>, T, 4> layer{{.batch = 6}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::dice_out);
    check_golden<T>(layer.d_in.view(), torch_golden::dice_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::dice_d_slope);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::dice_moving_mean);
    check_golden<T>(layer.gradients[2].dense.view(), torch_golden::dice_moving_variance);
}

TEST_CASE("Dice knows its shape before it is bound") {
    static_assert(std::is_same_v<Dice::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Dice, NoInput>);
    const LayerDescription line = first_line<Dice, Shape<5>>();
    CHECK(line.label == "Dice");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1, 2});
}

} // namespace dice_test
