// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/evaluate.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>

#include "../support/reference_network.hpp"

namespace evaluate_test {

using namespace linnet_test;

TEST_CASE("evaluate agrees with the predictions, whatever the batch size, and honours weights") {
    const ln::Model<Reference, double, 4> model{2, ln::Rows<User>{10}, ln::Rows<Item>{10}};
    ln::Dataset<ln::TypeList<User, Item>> data;
    for (ln::row_id i = 0; i < 37; ++i) {
        data.add(i % 2 == 0 ? 1.0F : 0.0F, i % 10, i * 3 % 10);
        data.weights.push_back(1.0F + static_cast<float>(i % 3));
    }
    const auto predictions = ln::predict(model, data);
    double expected = 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const double p = predictions[i];
        expected -= static_cast<double>(data.weights[i]) * std::log(data.labels[i] == 1.0F ? p : 1 - p) / 37;
    }
    for (const std::size_t batch : {1U, 5U, 37U, 1024U}) {
        const auto result = ln::evaluate(model, ln::BinaryCrossEntropy{}, data, {ln::Auc{}}, batch);
        CHECK(result.loss == doctest::Approx(expected).epsilon(1e-13));
        const std::vector<double> labels(data.labels.begin(), data.labels.end());
        const std::vector<double> weights(data.weights.begin(), data.weights.end());
        CHECK(result.metrics["auc"] == ln::Auc{}(std::span<const double>(predictions), std::span<const double>(labels),
                                                 std::span<const double>(weights)));
    }
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::evaluate(model, ln::BinaryCrossEntropy{}, data, {}, 0)),
                         "evaluate: the batch size must not be 0", ln::SettingError);
    data.labels.clear();
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::evaluate(model, ln::BinaryCrossEntropy{}, data)),
                         "evaluate needs labels, and the data set has none", ln::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::evaluate(model, ln::BinaryCrossEntropy{}, decltype(data){})),
                         "evaluate: the data set is empty", ln::SettingError);
}

TEST_CASE("with several outputs a metric sees each of them, with the weight of its sample") {
    using Short = ln::Categorical<"short", 4>;
    const ln::Model<ln::Sequential<ln::Embedding<Short, 2>, ln::Dense<3>, ln::Softmax>, double, 2> model{2};
    ln::Dataset<ln::TypeList<Short>, 3> data;
    for (ln::row_id i = 0; i < 4; ++i) {
        data.column<Short>().add(i);
    }
    data.labels = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5F, 0.25F, 0.25F};
    data.weights = {1, 2, 3, 0};
    const auto p = ln::predict(model, data);
    double squares = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        const double error = p[i] - static_cast<double>(data.labels[i]);
        squares += static_cast<double>(data.weights[i / 3]) * error * error;
    }
    const auto result = ln::evaluate(model, ln::MeanSquaredError{}, data, {ln::RootMeanSquaredError{}}, 3);
    CHECK(result.loss == doctest::Approx(squares / 12).epsilon(1e-13)); // the mean over all elements
    REQUIRE(result.metrics.size() == 1);
    CHECK(result.metrics["rmse"] == doctest::Approx(std::sqrt(squares / 18)).epsilon(1e-13)); // over the weights
}

} // namespace evaluate_test
