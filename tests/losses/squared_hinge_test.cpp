// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/squared_hinge.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>

#include "../support/binary_labels.hpp"
#include "../support/loss_checks.hpp"
#include "../support/loss_gradient_checks.hpp"
#include "../support/torch_losses.hpp"

namespace squared_hinge_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double naive(double z, double y) {
    const double s = y > 0.5 ? 1 : -1;
    return std::pow(std::max(0.0, 1 - s * z), 2);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("squared hinge loss is the mean of its formula, with the same bits at every width", L,
                          means) {
    check_loss<L>(BinaryLabels<SquaredHinge, true>{}, naive, 5.0);
}
TEST_CASE_TEMPLATE_APPLY(means, TestedWidths);

TEST_CASE("the gradient of squared hinge loss is that of central differences, at every width") {
    check_loss_gradients_at_every_width(BinaryLabels<SquaredHinge, true>{}, naive);
}

TEST_CASE_TEMPLATE("squared hinge loss and its gradient are PyTorch's", T, float, double) {
    check_torch_loss<T>(SquaredHinge{}, golden_sign, true, torch_golden::squared_hinge);
    // 0 stands for -1.
    check_torch_loss<T>(
        SquaredHinge{}, [](std::size_t i) { return std::max(0.0, golden_sign(i)); }, true, torch_golden::squared_hinge);
}

TEST_CASE_TEMPLATE("squared hinge loss of one sample", T, float, double) {
    const SquaredHinge loss;
    CHECK(loss_of_one(loss, T{3}, T{1}).value == T{0});
    CHECK(loss_of_one(loss, T{3}, T{1}).slope == T{0});
    CHECK(loss_of_one(loss, T{1}, T{1}).slope == T{0});
    CHECK(loss_of_one(loss, T{-2}, T{1}).value == T{9});
    CHECK(loss_of_one(loss, T{-2}, T{1}).slope == T{-6});
    for (const T negative : {T{0}, T{-1}}) {
        CHECK(loss_of_one(loss, T{-3}, negative).value == T{0});
        CHECK(loss_of_one(loss, T{1}, negative).value == T{4});
        CHECK(loss_of_one(loss, T{1}, negative).slope == T{4});
    }
    CHECK(std::isnan(loss_of_one(loss, std::numeric_limits<T>::quiet_NaN(), T{1}).value));
    CHECK(std::isinf(loss_of_one(loss, std::numeric_limits<T>::infinity(), T{0}).value));
}

TEST_CASE("squared hinge loss refuses labels of no sign, and weights below 0") {
    float z[2] = {1, 2};
    float y[2] = {1, 0.5F};
    float slopes[2];
    float scratch[2];
    const auto run = [&](std::span<const float> weights) {
        return SquaredHinge{}.value_and_gradient<float, 4>({z, 2, 1, 1}, {{y, 2, 1, 1}, weights}, {slopes, 2, 1, 1},
                                                           scratch);
    };
    CHECK_THROWS_WITH_AS(run({}), "squared hinge, row 1: the label 0.500000 is not -1, 0 or 1", LabelError);
    y[1] = -2;
    CHECK_THROWS_WITH_AS(run({}), "squared hinge, row 1: the label -2.000000 is not -1, 0 or 1", LabelError);
    y[1] = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(run({}), "squared hinge, row 1: the label nan is not -1, 0 or 1", LabelError);
    y[1] = -1;
    CHECK_NOTHROW(run({}));
    const float weights[2] = {1, -1};
    CHECK_THROWS_WITH_AS(run(weights), "squared hinge, row 1: the weight -1.000000 is not 0 or more, and finite",
                         LabelError);
}

TEST_CASE("squared hinge loss: it reads the output of any network") {
    static_assert(SampleLoss<SquaredHinge>);
    static_assert(std::is_void_v<SquaredHinge::fuses>);
    CHECK(SquaredHinge::name == "squared hinge");
}

} // namespace squared_hinge_test
