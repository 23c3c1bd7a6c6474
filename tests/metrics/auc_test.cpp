// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/metrics/auc.hpp>

#include "../support/naive_metrics.hpp"

namespace auc_test {

using linnet::Auc;
using linnet_test::view;

TEST_CASE_TEMPLATE("auc agrees with the comparison of all pairs, ties, weights and NaN included", T, float, double) {
    for (std::size_t count = 20; count < 400; count += 19) {
        linnet_test::MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; count % 2 == 0 && i < count; i += 9) {
            samples.predictions[i] = std::numeric_limits<T>::quiet_NaN();
        }
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            const double expected =
                linnet_test::naive_auc(view(samples.predictions), view(samples.labels), view(weights));
            const double got = Auc{}(view(samples.predictions), view(samples.labels), view(weights));
            CHECK(std::abs(got - expected) <= 1e-12);
        }
    }
}

TEST_CASE_TEMPLATE("auc agrees with scikit-learn", T, float, double) {
    // roc_auc_score(y, p, sample_weight=w) of scikit-learn 1.2.1
    const std::vector<T> p{T(0.9), T(0.2), T(0.5), T(0.5), T(0.75), T(0.1), T(0.5), T(0.625), T(0.375), T(0.25)};
    const std::vector<T> y{1, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    const std::vector<T> w{1, 2, 0.5, 1.5, 1, 3, 2, 0.25, 1, 4};
    CHECK(Auc{}(view(p), view(y)) == doctest::Approx(0.72).epsilon(1e-15));
    CHECK(Auc{}(view(p), view(y), view(w)) == doctest::Approx(0.7172675521821632).epsilon(1e-15));
}

TEST_CASE_TEMPLATE("a constant model scores exactly one half, a model of NaN too", T, float, double) {
    const T infinity = std::numeric_limits<T>::infinity();
    for (std::size_t count = 20; count < 200; count += 13) {
        const linnet_test::MetricSamples<T> samples{count, count};
        for (const T constant : {T{0}, T(0.3), infinity, -infinity, std::numeric_limits<T>::quiet_NaN()}) {
            const std::vector<T> predictions(count, constant);
            CHECK(Auc{}(view(predictions), view(samples.labels)) == 0.5);
            CHECK(Auc{}(view(predictions), view(samples.labels), view(samples.weights)) == 0.5);
        }
    }
}

TEST_CASE_TEMPLATE("NaN ranks below everything", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T infinity = std::numeric_limits<T>::infinity();
    CHECK(Auc{}(view(std::vector<T>{nan, -infinity}), view(std::vector<T>{1, 0})) == 0.0);
    CHECK(Auc{}(view(std::vector<T>{nan, -infinity}), view(std::vector<T>{0, 1})) == 1.0);
    CHECK(Auc{}(view(std::vector<T>{nan, -nan}), view(std::vector<T>{0, 1})) == 0.5);
    CHECK(Auc{}(view(std::vector<T>{T{0}, -T{0}}), view(std::vector<T>{1, 0})) == 0.5);
}

TEST_CASE_TEMPLATE("auc needs weight on both sides and labels that are numbers", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const std::vector<T> p{T(0.1), T(0.9)};
    CHECK(std::isnan(Auc{}(view(std::vector<T>{}), view(std::vector<T>{}))));
    CHECK(std::isnan(Auc{}(view(p), view(std::vector<T>{1, 1}))));
    CHECK(std::isnan(Auc{}(view(p), view(std::vector<T>{0, 0}))));
    CHECK(std::isnan(Auc{}(view(p), view(std::vector<T>{0, 1}), view(std::vector<T>{1, 0}))));
    CHECK(std::isnan(Auc{}(view(p), view(std::vector<T>{1, nan}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(Auc{}(view(p), view(p), view(std::vector<T>{1}))),
                         "metric 'auc' got 2 predictions, 2 labels and 1 weights", linnet::SettingError);
}

TEST_CASE("samples of weight 0 do not change the auc") {
    const linnet_test::MetricSamples<float> samples{100, 1};
    auto more = samples;
    for (const float label : {0.0F, 1.0F, std::nanf("")}) {
        more.predictions.insert(more.predictions.begin() + 50, 0.5F);
        more.labels.insert(more.labels.begin() + 50, label);
        more.weights.insert(more.weights.begin() + 50, 0.0F);
    }
    CHECK(Auc{}(view(more.predictions), view(more.labels), view(more.weights)) ==
          Auc{}(view(samples.predictions), view(samples.labels), view(samples.weights)));
}

} // namespace auc_test
