// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/mean_squared_error.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>
#include <linnet/testing/loss_gradient_check.hpp>

#include "../support/loss_checks.hpp"

namespace mean_squared_error_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double naive(double p, double y) { return (p - y) * (p - y); }

double naive_mean(std::span<const double> p, std::span<const double> y) {
    double total = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        total += naive(p[i], y[i]);
    }
    return total / static_cast<double>(p.size());
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("mean squared error is the mean of its formula, with the same bits at every width", L,
                          means) {
    check_loss<L>(MeanSquaredError{}, naive, 5.0);
}
TEST_CASE_TEMPLATE_APPLY(means, TestedWidths);

TEST_CASE("the gradient of mean squared error is that of central differences, at every width") {
    const MeanSquaredError loss;
    const auto check = [](const GradientReport& report) {
        INFO(report.message);
        CHECK(report);
    };
    check(check_loss_gradients<1>(loss, naive_mean));
    check(check_loss_gradients<2>(loss, naive_mean));
    check(check_loss_gradients<4>(loss, naive_mean));
    check(check_loss_gradients<8>(loss, naive_mean));
    check(check_loss_gradients<4>(loss, naive_mean, {.batch = 33, .columns = 1, .smallest_label = -9}));
}

TEST_CASE_TEMPLATE("mean squared error of one sample is its square", T, float, double) {
    const MeanSquaredError loss;
    CHECK(loss_of_one(loss, T{5}, T{2}).value == T{9});
    CHECK(loss_of_one(loss, T{5}, T{2}).slope == T{6});
    CHECK(loss_of_one(loss, T{2}, T{2}).value == T{0});
    CHECK(std::isnan(loss_of_one(loss, std::numeric_limits<T>::quiet_NaN(), T{2}).value));
    CHECK(std::isinf(loss_of_one(loss, std::numeric_limits<T>::infinity(), T{2}).value));
}

TEST_CASE("mean squared error reads the output of any network") {
    static_assert(Loss<MeanSquaredError>);
    static_assert(std::is_void_v<MeanSquaredError::fuses>);
    CHECK(MeanSquaredError::name == "mean squared error");
}

} // namespace mean_squared_error_test
