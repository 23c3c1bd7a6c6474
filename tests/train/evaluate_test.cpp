// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/evaluate.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>

#include "../support/reference_network.hpp"

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
        CHECK(result.metrics[0].second == ln::Auc{}(std::span<const double>(predictions),
                                                    std::span<const double>(labels), std::span<const double>(weights)));
    }
    data.labels.clear();
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::evaluate(model, ln::BinaryCrossEntropy{}, data)),
                         "evaluate needs labels, and the data set has none", ln::SettingError);
}
