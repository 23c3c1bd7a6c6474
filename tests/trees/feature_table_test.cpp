// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/feature_table.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/trees/boosted_trees.hpp>

namespace feature_table_test {

using namespace linnet;

namespace {

using Price = Numeric<"price">;
using Image = Numeric<"image", 3>;
using Age = Numeric<"age">;
using Data = Dataset<TypeList<Price, Image, Age>>;

} // namespace

TEST_CASE_TEMPLATE("the features of a data set lie side by side, with labels and weights", T, float, double) {
    Data data;
    data.add(1.0F, {0.1F}, {2, 3, 4}, {5});
    data.add(0.5F, {6}, {7, std::numeric_limits<float>::quiet_NaN(), 9}, {10});
    const FeatureTable<T> without_weights{data};
    CHECK(without_weights.samples().weights.empty());
    data.weights = {2.0F, 3.0F};
    const FeatureTable<T> table{data};
    const TreeSamples<T> samples = table.samples();
    samples.check();
    REQUIRE(samples.features.rows == 2);
    REQUIRE(samples.features.columns == 5);
    CHECK(samples.features(0, 0) == static_cast<T>(0.1F));
    for (std::size_t c = 1; c < 5; ++c) {
        CHECK(samples.features(0, c) == static_cast<T>(c + 1));
    }
    CHECK(samples.features(1, 1) == T{7});
    CHECK(std::isnan(samples.features(1, 2)));
    CHECK(samples.features(1, 4) == T{10});
    CHECK(samples.labels[0] == T{1});
    CHECK(samples.labels[1] == T{0.5});
    CHECK(samples.weights[1] == T{3});
}

TEST_CASE("trees are fitted on a data set") {
    Data data;
    for (int i = 0; i < 200; ++i) {
        const auto age = static_cast<float>(i * 7 % 60);
        data.add(age > 30 ? 1.0F : 0.0F, {static_cast<float>(i % 5)}, {1, 2, 3}, {age});
    }
    const FeatureTable<> table{data};
    BoostedTrees<> trees{{.trees = 30}};
    trees.fit(table.samples(), MeanSquaredError{});
    const auto shares = trees.feature_importances();
    REQUIRE(shares.size() == 5);
    CHECK(shares[4] > 0.99);
    CHECK(trees.predict(table.features())[0] < 0.1F);
}

TEST_CASE("columns that do not fit each other are named") {
    Data data;
    data.add(1.0F, {1}, {2, 3, 4}, {5});
    data.column<Age>().numbers.push_back(6);
    CHECK_THROWS_AS(FeatureTable<>{data}, SettingError);
}

} // namespace feature_table_test
