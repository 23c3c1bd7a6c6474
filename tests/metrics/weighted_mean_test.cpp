// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/weighted_mean.hpp>

#include "../support/naive_metrics.hpp"

namespace weighted_mean_test {

using linnet_test::view;

namespace {
constexpr auto take_prediction = [](double prediction, double) { return prediction; };
} // namespace

TEST_CASE("sizes that differ are refused with metric and sizes") {
    const std::vector<double> two{1, 2};
    const std::vector<double> three{1, 2, 3};
    const auto refused = [](const auto& predictions, const auto& labels, const auto& weights, const char* text) {
        CHECK_THROWS_WITH_AS(static_cast<void>(linnet::detail::weighted_mean("m", view(predictions), view(labels),
                                                                             view(weights), take_prediction)),
                             text, linnet::SettingError);
    };
    refused(two, three, std::vector<double>{}, "metric 'm' got 2 predictions, 3 labels and 0 weights");
    refused(three, three, two, "metric 'm' got 3 predictions, 3 labels and 2 weights");
    refused(std::vector<double>{}, std::vector<double>{}, two, "metric 'm' got 0 predictions, 0 labels and 2 weights");
}

TEST_CASE("samples of weight 0 are not looked at") {
    const std::vector<double> predictions{1, std::nan(""), 3};
    const std::vector<double> labels(3);
    const std::vector<double> weights{1, 0, 3};
    CHECK(linnet::detail::weighted_mean("m", view(predictions), view(labels), view(weights), take_prediction) == 2.5);
}

TEST_CASE("without weight the mean is NaN") {
    const std::vector<double> predictions{1, 2};
    const std::vector<double> zeros(2);
    CHECK(std::isnan(linnet::detail::weighted_mean("m", view(predictions), view(zeros), view(zeros), take_prediction)));
    const std::vector<double> none;
    CHECK(std::isnan(linnet::detail::weighted_mean("m", view(none), view(none), view(none), take_prediction)));
}

} // namespace weighted_mean_test
