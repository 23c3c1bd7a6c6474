// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/predict.hpp>

#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/losses.hpp>
#include <linnet/train/evaluate.hpp>

#include "../support/eager_pool.hpp"
#include "../support/reference_network.hpp"

namespace predict_test {

using namespace linnet_test;

TEST_CASE("predictions come in the order of the samples, with the same bits at every batch size") {
    using User3 = ln::Categorical<"user", 20>;
    using Network = ln::Sequential<ln::Embedding<User3, 5>, ln::Dense<3>, ln::Softmax>;
    const ln::Model<Network, float, 4> model{2};
    ln::Dataset<ln::TypeList<User3>, 3> data;
    for (ln::row_id i = 0; i < 17; ++i) {
        data.column<User3>().add(i);
    }
    const auto all = ln::predict(model, data);
    REQUIRE(all.size() == 17 * 3);
    for (std::size_t i = 0; i < 17; ++i) {
        CHECK(all[3 * i] + all[3 * i + 1] + all[3 * i + 2] == doctest::Approx(1));
    }
    CHECK(ln::predict(model, data, 1) == all);
    CHECK(ln::predict(model, data, 7) == all);
    CHECK(ln::predict(model, decltype(data){}).empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::predict(model, data, 0)), "predict: the batch size must not be 0",
                         ln::SettingError);
}

TEST_CASE("no batch is too large, and a batch of no rows has no predictions") {
    using Genres = ln::MultiCategorical<"genres", 6>;
    using Price = ln::Numeric<"price">;
    using Network = ln::Sequential<ln::Concat<ln::EmbeddingBag<Genres, 4>, ln::Input<Price>>, ln::Dense<2>, ln::Tanh>;
    const ln::Model<Network, float, 4> model{2};
    ln::Dataset<ln::TypeList<Genres, Price>> data;
    for (ln::row_id i = 0; i < 5; ++i) {
        data.add(0, {i, 1}, {0.5F});
    }
    CHECK(ln::predict(model, data, std::numeric_limits<std::size_t>::max()) == ln::predict(model, data));
    decltype(model)::Workspace workspace;
    const auto none = model.predict({}, workspace);
    CHECK(none.rows == 0);
    CHECK(none.columns == 2);
    CHECK(model.logits({}, workspace).rows == 0);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(model.loss(ln::MeanSquaredError{}, {}, ln::ConstMatrixView<float>{}, workspace)),
        "a batch of 0 rows has no loss", ln::SettingError);
}

TEST_CASE("what is wrong with a sample is said of its row in the data set") {
    using User3 = ln::Categorical<"user", 20>;
    using Price = ln::Numeric<"price">;
    using Network =
        ln::Sequential<ln::Concat<ln::Embedding<User3, 4>, ln::Sequential<ln::Input<Price>, ln::Dense<2>, ln::ReLU>>,
                       ln::Dense<1>>;
    const ln::Model<Network, float, 4> model{2};
    ln::Dataset<ln::TypeList<User3, Price>> data;
    for (ln::row_id i = 0; i < 17; ++i) {
        data.add(0, i, {0.5F});
    }
    ln::Executor* const executors[] = {nullptr, &three_threads()};
    for (ln::Executor* const executor : executors) {
        for (const std::size_t batch : {1U, 5U, 100U}) {
            auto wrong_id = data;
            wrong_id.column<User3>().ids[13] = 20;
            CHECK_THROWS_WITH_AS(static_cast<void>(ln::predict(model, wrong_id, batch, executor)),
                                 "feature 'user', row 13: id 20 is not below 20", ln::IdError);
            auto no_number = data;
            no_number.column<Price>().numbers[11] = std::numeric_limits<float>::quiet_NaN();
            CHECK_THROWS_WITH_AS(static_cast<void>(ln::predict(model, no_number, batch, executor)),
                                 "feature 'price', row 11: nan", ln::NumberError);
            CHECK_THROWS_WITH_AS(
                static_cast<void>(ln::evaluate(model, ln::MeanSquaredError{}, no_number, {}, batch, executor)),
                "feature 'price', row 11: nan", ln::NumberError);
        }
    }
}

} // namespace predict_test
