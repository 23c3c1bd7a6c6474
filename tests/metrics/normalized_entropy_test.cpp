// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/metrics/normalized_entropy.hpp>

#include "../support/naive_metrics.hpp"

namespace normalized_entropy_test {

using linnet::NormalizedEntropy;
using linnet_test::view;

static_assert(linnet::Metric<NormalizedEntropy>);

TEST_CASE_TEMPLATE("normalised entropy agrees with log loss over entropy in long double", T, float, double) {
    for (std::size_t count = 20; count < 300; count += 23) {
        const linnet_test::MetricSamples<T> samples{count, count};
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            const auto p = view(samples.predictions);
            const auto y = view(samples.labels);
            const double loss = linnet_test::naive_mean(p, y, view(weights), [](long double q, long double label) {
                const long double clipped = q < 0.01L ? 0.01L : q > 0.99L ? 0.99L : q;
                return -std::log(label == 1 ? clipped : 1 - clipped);
            });
            const double rate =
                linnet_test::naive_mean(p, y, view(weights), [](long double, long double label) { return label; });
            const double entropy = -(rate * std::log(rate) + (1 - rate) * std::log(1 - rate));
            const double got = NormalizedEntropy{.epsilon = 0.01}(p, y, view(weights));
            CHECK(std::abs(got - loss / entropy) <= 1e-12 * loss / entropy);
        }
    }
}

TEST_CASE_TEMPLATE("a model that knows the rate scores 1, and no other constant scores below it", T, float, double) {
    const std::vector<T> y{1, 0, 0, 0};
    const std::vector<T> w{2, 2, 1, 3};
    CHECK(NormalizedEntropy{}(view(std::vector<T>(4, T(0.25))), view(y)) == doctest::Approx(1).epsilon(1e-14));
    CHECK(NormalizedEntropy{}(view(std::vector<T>(4, T(0.25))), view(y), view(w)) == doctest::Approx(1).epsilon(1e-14));
    for (const T constant : {T(0), T(0.2), T(0.3), T(0.5), T(1)}) {
        CHECK(NormalizedEntropy{}(view(std::vector<T>(4, constant)), view(y)) > 1.0);
    }
    CHECK(NormalizedEntropy{}(view(std::vector<T>{T(0.9), T(0.1), T(0.1), T(0.1)}), view(y)) < 1.0);
}

TEST_CASE("normalised entropy needs two classes and numbers, and sizes must fit") {
    const std::vector<double> none;
    const std::vector<double> p{0.25, 0.75};
    CHECK(std::isnan(NormalizedEntropy{}(view(none), view(none))));
    CHECK(std::isnan(NormalizedEntropy{}(view(p), view(std::vector<double>{0, 0}))));
    CHECK(std::isnan(NormalizedEntropy{}(view(p), view(std::vector<double>{1, 1}))));
    CHECK(std::isnan(NormalizedEntropy{}(view(p), view(std::vector<double>{1, std::nan("")}))));
    CHECK(
        std::isnan(NormalizedEntropy{}(view(std::vector<double>{0.5, std::nan("")}), view(std::vector<double>{1, 0}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(NormalizedEntropy{}(view(p), view(none))),
                         "metric 'normalized_entropy' got 2 predictions, 0 labels and 0 weights", linnet::SettingError);
}

} // namespace normalized_entropy_test
