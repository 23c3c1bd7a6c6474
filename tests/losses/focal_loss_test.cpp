// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/focal_loss.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>

#include "../support/binary_labels.hpp"
#include "../support/loss_checks.hpp"
#include "../support/loss_gradient_checks.hpp"
#include "../support/torch_losses.hpp"

namespace focal_loss_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// By its formula, in long double.
double of(double z, double y, double gamma, double alpha) {
    const long double q = 1 / (1 + std::exp(static_cast<long double>(y > 0.5 ? -z : z)));
    const long double miss = 1 / (1 + std::exp(static_cast<long double>(y > 0.5 ? z : -z)));
    return static_cast<double>((y > 0.5 ? alpha : 1 - alpha) * std::pow(miss, static_cast<long double>(gamma)) *
                               -std::log(q));
}
double naive(double z, double y) { return of(z, y, 2.0, 0.25); }
double naive_of_half(double z, double y) { return of(z, y, 0.5, 0.9); }
double naive_of_zero(double z, double y) { return of(z, y, 0.0, 0.5); }

using Checked = BinaryLabels<FocalLoss, false>;

} // namespace

TEST_CASE_TEMPLATE_DEFINE("focal loss is the mean of its formula, with the same bits at every width", L, means) {
    check_loss<L>(Checked{}, naive, 20.0);
    check_loss<L>(Checked{{.gamma = 0.5, .alpha = 0.9}}, naive_of_half, 20.0);
    check_loss<L>(Checked{{.gamma = 0.0, .alpha = 0.5}}, naive_of_zero, 20.0);
}
TEST_CASE_TEMPLATE_APPLY(means, TestedWidths);

TEST_CASE("the gradient of focal loss is that of central differences, at every width") {
    check_loss_gradients_at_every_width(Checked{}, naive);
    check_loss_gradients_at_every_width(Checked{{.gamma = 0.5, .alpha = 0.9}}, naive_of_half);
    check_loss_gradients_at_every_width(Checked{{.gamma = 0.0, .alpha = 0.5}}, naive_of_zero);
}

TEST_CASE_TEMPLATE("focal loss and its gradient are PyTorch's", T, float, double) {
    const auto label = [](std::size_t i) { return std::max(0.0, golden_sign(i)); };
    check_torch_loss<T>(FocalLoss{}, label, false, torch_golden::focal);
    check_torch_loss<T>(FocalLoss{.gamma = 0.5, .alpha = 0.75}, label, true, torch_golden::weighted_focal);
}

TEST_CASE_TEMPLATE("focal loss of gamma 0 and alpha 1/2 is half of binary cross-entropy", T, float, double) {
    const FocalLoss loss{.gamma = 0.0, .alpha = 0.5};
    for (const T z : random_values<T>(200, T{-30}, T{30}, 7)) {
        for (const T y : {T{0}, T{1}}) {
            const auto focal = loss_of_one(loss, z, y);
            const auto cross_entropy = loss_of_one(BinaryCrossEntropy{}, z, y);
            CHECK(focal.value == cross_entropy.value / T{2});
            CHECK(std::abs(focal.slope - cross_entropy.slope / T{2}) <= std::numeric_limits<T>::epsilon());
        }
    }
}

TEST_CASE_TEMPLATE("focal loss neither overflows nor becomes nan, for logits from -1000 to 1000", T, float, double) {
    for (const double gamma : {0.0, 0.5, 2.0, 5.0}) {
        const FocalLoss loss{.gamma = gamma, .alpha = 0.25};
        CHECK(loss_of_one(loss, T{1000}, T{1}).value == T{0});
        CHECK(loss_of_one(loss, T{1000}, T{1}).slope == T{0});
        CHECK(loss_of_one(loss, T{-1000}, T{0}).slope == T{0});
        CHECK(loss_of_one(loss, T{1000}, T{0}).value == T{750});
        CHECK(loss_of_one(loss, T{-1000}, T{1}).value == T{250});
        CHECK(loss_of_one(loss, T{-1000}, T{1}).slope == T{-0.25});
        CHECK(std::isnan(loss_of_one(loss, std::numeric_limits<T>::quiet_NaN(), T{1}).value));
        for (int z = -1000; z <= 1000; ++z) {
            CHECK(std::isfinite(loss_of_one(loss, static_cast<T>(z) / T{4}, T{1}).value));
            CHECK(std::isfinite(loss_of_one(loss, static_cast<T>(z) / T{4}, T{1}).slope));
        }
    }
}

TEST_CASE("focal loss refuses a gamma below 0 and an alpha outside 0 to 1") {
    const auto run = [](const FocalLoss& loss) { return loss_of_one(loss, 1.0F, 1.0F); };
    CHECK_THROWS_WITH_AS(run({.gamma = -1}), "focal loss: a gamma of -1.000000 is not 0 or more, and finite",
                         SettingError);
    CHECK_THROWS_AS(run({.gamma = std::numeric_limits<double>::infinity()}), SettingError);
    CHECK_THROWS_WITH_AS(run({.alpha = 1.5}), "focal loss: an alpha of 1.500000 is not from 0 to 1", SettingError);
    CHECK_THROWS_AS(run({.alpha = std::numeric_limits<double>::quiet_NaN()}), SettingError);
}

TEST_CASE("focal loss refuses labels of no sign, and weights below 0") {
    float z[2] = {1, 2};
    float y[2] = {1, 0.5F};
    float slopes[2];
    float scratch[2];
    const auto run = [&](std::span<const float> weights) {
        return FocalLoss{}.value_and_gradient<float, 4>({z, 2, 1, 1}, {{y, 2, 1, 1}, weights}, {slopes, 2, 1, 1},
                                                        scratch);
    };
    CHECK_THROWS_WITH_AS(run({}), "focal loss, row 1: the label 0.500000 is not 0 or 1", LabelError);
    y[1] = -1;
    CHECK_THROWS_WITH_AS(run({}), "focal loss, row 1: the label -1.000000 is not 0 or 1", LabelError);
    y[1] = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(run({}), "focal loss, row 1: the label nan is not 0 or 1", LabelError);
    y[1] = 0;
    CHECK_NOTHROW(run({}));
    const float weights[2] = {1, -1};
    CHECK_THROWS_WITH_AS(run(weights), "focal loss, row 1: the weight -1.000000 is not 0 or more, and finite",
                         LabelError);
}

TEST_CASE("focal loss: it reads the input of a closing Sigmoid") {
    static_assert(SampleLoss<FocalLoss>);
    static_assert(std::is_same_v<FocalLoss::fuses, Sigmoid>);
    CHECK(FocalLoss::name == "focal loss");
}

} // namespace focal_loss_test
