// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/losses_of_heads.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/losses/softmax_cross_entropy.hpp>

namespace losses_of_heads_test {

using namespace linnet;

namespace {

using Two = Losses<BinaryCrossEntropy, MeanSquaredError>;
static_assert(HeadLosses<Two> && Loss<Two> && !PredictionLoss<Two> && !TowerLoss<Two>);
static_assert(!HeadLosses<MeanSquaredError>);

using Output = Heads<Shape<1>, Shape<3>>;
static_assert(detail::label_columns<Two, Output>() == 4);
static_assert(detail::label_columns<Losses<MeanSquaredError, SoftmaxCrossEntropy>, Output>() == 2);
static_assert(detail::label_columns<Losses<MeanSquaredError>, Output>() == detail::unknown_columns);
static_assert(detail::label_columns<Two, Shape<4>>() == detail::unknown_columns);
static_assert(detail::label_columns<MeanSquaredError, Output>() == detail::unknown_columns);

} // namespace

TEST_CASE("every loss counts once unless weights are given") {
    const Two plain;
    CHECK(plain.weight(0) == 1.0);
    CHECK(plain.weight(1) == 1.0);
    CHECK_NOTHROW(plain.check());
    const Two weighted{.weights = {2, 0.5}};
    CHECK(weighted.weight(0) == 2.0);
    CHECK(weighted.weight(1) == 0.5);
    CHECK_NOTHROW(Two{.weights = {0.0, 1.0}}.check());
}

TEST_CASE("a weight out of range names its loss") {
    const Two negative{.weights = {-1.0, 1.0}};
    CHECK_THROWS_WITH_AS(negative.check(),
                         "Losses: the weight of binary cross-entropy, the loss of head 0, must be 0 or a positive "
                         "number, not -1.000000",
                         SettingError);
    const Two nan{.weights = {1.0, std::numeric_limits<double>::quiet_NaN()}};
    CHECK_THROWS_WITH_AS(nan.check(),
                         "Losses: the weight of mean squared error, the loss of head 1, must be 0 or a positive "
                         "number, not nan",
                         SettingError);
    CHECK_THROWS_AS((Two{.weights = {1.0, HUGE_VAL}}.check()), SettingError);
    const Losses<BinaryCrossEntropy, SoftmaxCrossEntropy, MeanSquaredError> none{.weights = {0, 0, 0}};
    CHECK_THROWS_WITH_AS(none.check(),
                         "Losses: the weights of binary cross-entropy, softmax cross-entropy and mean squared error "
                         "are all 0, so there is nothing to train",
                         SettingError);
}

} // namespace losses_of_heads_test
