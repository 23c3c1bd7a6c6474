// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/binary_cross_entropy.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>
#include <linnet/testing/loss_gradient_check.hpp>

#include "../support/loss_checks.hpp"
#include "../support/ulp.hpp"

namespace binary_cross_entropy_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// -y log p - (1 - y) log(1 - p) for p = sigmoid(z), written so that it does not overflow.
template <class Real>
Real naive(Real z, Real y) {
    return std::max(z, Real{0}) - z * y + std::log1p(std::exp(-std::abs(z)));
}

double naive_mean(std::span<const double> z, std::span<const double> y) {
    double total = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        total += naive(z[i], y[i]);
    }
    return total / static_cast<double>(z.size());
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("binary cross-entropy is the mean of its formula, with the same bits at every width", L,
                          means) {
    check_loss<L>(BinaryCrossEntropy{}, naive<double>, 20.0);
}
TEST_CASE_TEMPLATE_APPLY(means, TestedWidths);

TEST_CASE("the gradient of binary cross-entropy is that of central differences, at every width") {
    const BinaryCrossEntropy loss;
    const auto check = [](const GradientReport& report) {
        INFO(report.message);
        CHECK(report);
    };
    check(check_loss_gradients<1>(loss, naive_mean));
    check(check_loss_gradients<2>(loss, naive_mean));
    check(check_loss_gradients<4>(loss, naive_mean));
    check(check_loss_gradients<8>(loss, naive_mean));
    check(check_loss_gradients<4>(loss, naive_mean, {.batch = 33, .columns = 1}));
    check(check_loss_gradients<8>(loss, naive_mean, {.batch = 2, .columns = 17, .largest_prediction = 30}));
}

TEST_CASE_TEMPLATE("binary cross-entropy neither overflows nor loses digits, for logits from -1000 to 1000", T, float,
                   double) {
    LargestError<T> of_value;
    for (int i = -4000; i <= 4000; ++i) {
        const T z = static_cast<T>(i) / T{4};
        for (const T y : {T{0}, T{1}}) {
            const auto got = loss_of_one(BinaryCrossEntropy{}, z, y);
            const auto exact_z = static_cast<Wider<T>>(z);
            const Wider<T> p = 1 / (1 + std::exp(-exact_z));
            of_value.add(z, got.value, naive<Wider<T>>(exact_z, y));
            CHECK(std::abs(static_cast<double>(got.slope - (static_cast<T>(p) - y))) <=
                  2.0 * static_cast<double>(std::numeric_limits<T>::epsilon()));
        }
    }
    CAPTURE(of_value.at);
    CHECK(of_value.ulp <= 3.0);
}

TEST_CASE_TEMPLATE("a right answer costs nothing, a wrong one its logit", T, float, double) {
    const BinaryCrossEntropy loss;
    CHECK(loss_of_one(loss, T{1000}, T{1}).value == T{0});
    CHECK(loss_of_one(loss, T{1000}, T{1}).slope == T{0});
    CHECK(loss_of_one(loss, T{-1000}, T{0}).value == T{0});
    CHECK(loss_of_one(loss, T{1000}, T{0}).value == T{1000});
    CHECK(loss_of_one(loss, T{-1000}, T{1}).value == T{1000});
    CHECK(loss_of_one(loss, T{-1000}, T{1}).slope == T{-1});
    CHECK(loss_of_one(loss, T{0}, T{1}).slope == T{-0.5});
    CHECK(static_cast<double>(loss_of_one(loss, T{0}, T{0.5}).value) == doctest::Approx(std::log(2.0)));
    CHECK(loss_of_one(loss, T{0}, T{0.5}).slope == T{0});
    CHECK(loss_of_one(loss, T{-40}, T{0}).value > T{0});
}

TEST_CASE_TEMPLATE("binary cross-entropy passes NaN on, and infinity where it is wrong", T, float, double) {
    const BinaryCrossEntropy loss;
    constexpr T infinity = std::numeric_limits<T>::infinity();
    constexpr T nan = std::numeric_limits<T>::quiet_NaN();
    CHECK(std::isnan(loss_of_one(loss, nan, T{1}).value));
    CHECK(std::isinf(loss_of_one(loss, -infinity, T{1}).value));
}

TEST_CASE("binary cross-entropy reads the input of a closing Sigmoid") {
    static_assert(Loss<BinaryCrossEntropy>);
    static_assert(std::is_same_v<BinaryCrossEntropy::fuses, Sigmoid>);
    CHECK(BinaryCrossEntropy::name == "binary cross-entropy");
}

} // namespace binary_cross_entropy_test
