// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/poisson.hpp>

#include <algorithm>
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

namespace poisson_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double naive(double z, double y) { return std::exp(z) - y * z; }

} // namespace

TEST_CASE_TEMPLATE_DEFINE("Poisson loss is the mean of its formula, with the same bits at every width", L, means) {
    check_loss<L>(Poisson{}, naive, 3.0);
}
TEST_CASE_TEMPLATE_APPLY(means, TestedWidths);

TEST_CASE("the gradient of Poisson loss is that of central differences, at every width") {
    check_loss_gradients_at_every_width(Poisson{}, naive);
}

TEST_CASE_TEMPLATE("Poisson loss and its gradient are PyTorch's", T, float, double) {
    const auto count = [](std::size_t i) {
        double least = golden_input(1, 0);
        for (std::size_t j = 0; j < 12; ++j) {
            least = std::min(least, golden_input(1, j));
        }
        return std::nearbyint(4 * golden_input(1, i) - 4 * least);
    };
    check_torch_loss<T>(Poisson{}, count, false, torch_golden::poisson);
    check_torch_loss<T>(Poisson{}, count, true, torch_golden::weighted_poisson);
}

TEST_CASE_TEMPLATE("Poisson loss of one sample", T, float, double) {
    const Poisson loss;
    CHECK(loss_of_one(loss, T{0}, T{0}).value == T{1});
    CHECK(loss_of_one(loss, T{0}, T{1}).slope == T{0}); // the rate is the count
    CHECK(loss_of_one(loss, T{0}, T{7}).slope == T{-6});
    CHECK(static_cast<double>(loss_of_one(loss, static_cast<T>(std::log(7.0)), T{7}).slope) ==
          doctest::Approx(0).epsilon(1e-5).scale(1));
    CHECK(loss_of_one(loss, T{-200}, T{0}).value < static_cast<T>(1e-30F));
    CHECK(std::isnan(loss_of_one(loss, std::numeric_limits<T>::quiet_NaN(), T{2}).value));
    CHECK(std::isinf(loss_of_one(loss, T{1000}, T{2}).value));
}

TEST_CASE("Poisson loss refuses counts below 0, and weights below 0") {
    float z[2] = {1, 2};
    float y[2] = {1, -1};
    float slopes[2];
    float scratch[2];
    const auto run = [&](std::span<const float> weights) {
        return Poisson{}.value_and_gradient<float, 4>({z, 2, 1, 1}, {{y, 2, 1, 1}, weights}, {slopes, 2, 1, 1},
                                                      scratch);
    };
    CHECK_THROWS_WITH_AS(run({}), "poisson, row 1: the label -1.000000 is not 0 or more, and finite", LabelError);
    y[1] = std::numeric_limits<float>::infinity();
    CHECK_THROWS_AS(run({}), LabelError);
    y[1] = 1e6F;
    CHECK_NOTHROW(run({}));
    const float weights[2] = {1, -1};
    CHECK_THROWS_WITH_AS(run(weights), "poisson, row 1: the weight -1.000000 is not 0 or more, and finite", LabelError);
}

TEST_CASE("Poisson loss: it reads the output of any network") {
    static_assert(SampleLoss<Poisson>);
    static_assert(std::is_void_v<Poisson::fuses>);
    CHECK(Poisson::name == "poisson");
}

} // namespace poisson_test
