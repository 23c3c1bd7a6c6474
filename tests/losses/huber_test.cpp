// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/huber.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>

#include "../support/loss_checks.hpp"
#include "../support/loss_gradient_checks.hpp"
#include "../support/torch_losses.hpp"

namespace huber_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double of(double d, double delta) { return std::abs(d) <= delta ? d * d / 2 : delta * (std::abs(d) - delta / 2); }
double naive(double p, double y) { return of(p - y, 1.0); }
double naive_of_three(double p, double y) { return of(p - y, 3.0); }

} // namespace

TEST_CASE_TEMPLATE_DEFINE("Huber loss is the mean of its formula, with the same bits at every width", L, means) {
    check_loss<L>(Huber{}, naive, 5.0);
    check_loss<L>(Huber{.delta = 3.0}, naive_of_three, 5.0);
}
TEST_CASE_TEMPLATE_APPLY(means, TestedWidths);

TEST_CASE("the gradient of Huber loss is that of central differences, at every width") {
    check_loss_gradients_at_every_width(Huber{}, naive);
    check_loss_gradients_at_every_width(Huber{.delta = 3.0}, naive_of_three);
}

TEST_CASE_TEMPLATE("Huber loss and its gradient are PyTorch's", T, float, double) {
    const auto near = [](std::size_t i) { return 4 * golden_input(0, i) + 2 * golden_input(1, i); };
    check_torch_loss<T>(Huber{.delta = 1.5}, near, false, torch_golden::huber);
    check_torch_loss<T>(Huber{}, near, true, torch_golden::weighted_huber);
}

TEST_CASE_TEMPLATE("Huber loss of one sample", T, float, double) {
    const Huber loss{.delta = 2};
    CHECK(loss_of_one(loss, T{3}, T{2}).value == T{0.5});
    CHECK(loss_of_one(loss, T{3}, T{2}).slope == T{1});
    CHECK(loss_of_one(loss, T{0}, T{10}).value == T{18});
    CHECK(loss_of_one(loss, T{0}, T{10}).slope == T{-2});
    CHECK(loss_of_one(loss, T{10}, T{0}).slope == T{2});
    CHECK(std::isnan(loss_of_one(loss, std::numeric_limits<T>::quiet_NaN(), T{2}).value));
    CHECK(std::isnan(loss_of_one(loss, std::numeric_limits<T>::quiet_NaN(), T{2}).slope));
    CHECK(std::isinf(loss_of_one(loss, std::numeric_limits<T>::infinity(), T{2}).value));
}

TEST_CASE("Huber loss refuses labels that are not finite, weights below 0, and a delta of no size") {
    float z[2] = {1, 2};
    float y[2] = {1, std::numeric_limits<float>::infinity()};
    float slopes[2];
    float scratch[2];
    const auto run = [&](const Huber& loss, std::span<const float> weights = {}) {
        return loss.value_and_gradient<float, 4>({z, 2, 1, 1}, {{y, 2, 1, 1}, weights}, {slopes, 2, 1, 1}, scratch);
    };
    CHECK_THROWS_WITH_AS(run({}), "huber, row 1: the label inf is not a finite number", LabelError);
    y[1] = -3;
    CHECK_NOTHROW(run({}));
    const float weights[2] = {1, -1};
    CHECK_THROWS_WITH_AS(run({}, weights), "huber, row 1: the weight -1.000000 is not 0 or more, and finite",
                         LabelError);
    CHECK_THROWS_WITH_AS(run({.delta = 0}), "huber: a delta of 0.000000 is not above 0 and finite", SettingError);
    CHECK_THROWS_AS(run({.delta = -1}), SettingError);
    CHECK_THROWS_AS(run({.delta = 1e-60}), SettingError); // 0 in float
    CHECK_THROWS_AS(run({.delta = std::numeric_limits<double>::infinity()}), SettingError);
    CHECK_THROWS_AS(run({.delta = std::numeric_limits<double>::quiet_NaN()}), SettingError);
}

TEST_CASE("Huber loss: it reads the output of any network") {
    static_assert(SampleLoss<Huber>);
    static_assert(std::is_void_v<Huber::fuses>);
    CHECK(Huber::name == "huber");
}

} // namespace huber_test
