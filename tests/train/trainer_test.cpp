// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/trainer.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>

#include "../support/reference_network.hpp"

namespace trainer_test {

using namespace linnet_test;

namespace {

using Model = ln::Model<Reference, float, 4>;

const std::array<ln::row_id, 4> users{1, 2, 1, 3};
const std::array<ln::row_id, 4> items{4, 4, 5, 6};
const Model::batch_type batch{4, {users, items}};
std::array<float, 4> labels{1, 0, 1, 0};
const ln::ConstMatrixView<float> label_column{labels.data(), 4, 1, 1};

Model fresh() { return Model{5, ln::Rows<User>{10}, ln::Rows<Item>{10}}; }

} // namespace

TEST_CASE("steps make the loss smaller, and count") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}};
    const float first = trainer.step(batch, label_column);
    float last = first;
    for (int i = 0; i < 50; ++i) {
        last = trainer.step(batch, label_column);
    }
    CHECK(first == doctest::Approx(std::log(2.0)).epsilon(0.05));
    CHECK(last < 0.1F);
    CHECK(trainer.steps() == 51);
    const std::size_t resting = 2 * (10 + 1) * sizeof(std::uint64_t); // of two tables: a number and a bit for each row
    CHECK(trainer.optimizer_bytes() == 2 * model.parameters().bytes() + resting);
}

TEST_CASE("a step takes the view of a matrix as it takes one of constants") {
    Model model = fresh();
    Model same = fresh();
    ln::Matrix<float> matrix(4, 1);
    for (std::size_t i = 0; i < 4; ++i) {
        matrix.view()(i, 0) = labels[i];
    }
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{}};
    ln::Trainer other{same, ln::BinaryCrossEntropy{}, ln::SGD{}};
    const std::array<float, 4> weights{1, 2, 3, 4};
    CHECK(trainer.step(batch, matrix.view()) == other.step(batch, label_column));
    CHECK(trainer.step(batch, {matrix.view(), weights}) == other.step(batch, {label_column, weights}));
    CHECK(hash_of(model.parameters()) == hash_of(same.parameters()));
}

TEST_CASE("an infinite or NaN loss throws and leaves the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    trainer.step(batch, label_column);
    const auto before = hash_of(model.parameters());
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        std::array<float, 4> bad_labels = labels;
        bad_labels[2] = bad;
        CHECK_THROWS_AS(trainer.step(batch, {{bad_labels.data(), 4, 1, 1}}), ln::DivergenceError);
        CHECK(hash_of(model.parameters()) == before);
    }
    CHECK(trainer.steps() == 1);
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) != before);
}

TEST_CASE("a loss that overflowed says so without a sign of NaN") {
    using Place = ln::Numeric<"place">;
    ln::Model<ln::Sequential<ln::Input<Place>, ln::Dense<1>>, float, 4> regression;
    const std::array<float, 2> huge{3e38F, 3e38F};
    const std::array<float, 2> targets{0, 0};
    ln::Trainer trainer{regression, ln::MeanSquaredError{}, ln::SGD{}};
    CHECK_THROWS_WITH_AS(trainer.step({2, {{huge.data(), 2, 1, 1}}}, {{targets.data(), 2, 1, 1}}),
                         "the loss became inf", ln::DivergenceError);
    regression.parameters()[1].values.view()(0, 0) = -std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(trainer.step({2, {{huge.data(), 2, 1, 1}}}, {{targets.data(), 2, 1, 1}}),
                         "the loss became nan", ln::DivergenceError);
}

TEST_CASE("labels that do not fit the batch leave the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{}};
    const auto before = hash_of(model.parameters());
    CHECK_THROWS_AS(trainer.step(batch, {{labels.data(), 3, 1, 1}}), ln::SettingError);
    CHECK_THROWS_AS(trainer.step(batch, {label_column, std::span{labels}.first(2)}), ln::SettingError);
    CHECK(hash_of(model.parameters()) == before);
    CHECK(trainer.steps() == 0);
}

TEST_CASE("the learning rate may change between steps") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.0}};
    const auto before = hash_of(model.parameters());
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) == before);
    trainer.optimizer.learning_rate = 0.1;
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) != before);
}

TEST_CASE("a row that no batch has looked up keeps its bits, whatever the optimizer") {
    const auto row = [](const Model& model, std::size_t r) {
        const auto values = model.parameters()[0].values.view();
        return std::vector<float>(values.row(r), values.row(r) + values.columns);
    };
    const auto check = [&](const auto& optimizer) {
        Model model = fresh();
        const auto unmet = row(model, 7);
        const auto met = row(model, 2);
        ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer};
        for (int i = 0; i < 3; ++i) {
            trainer.step(batch, label_column);
        }
        CHECK(row(model, 7) == unmet);
        CHECK(row(model, 2) != met);
    };
    check(ln::SGD{});
    check(ln::SGD{.momentum = 0.9});
    check(ln::Adagrad{});
    check(ln::Adam{});
    check(ln::LazyAdam{});
}

TEST_CASE("an unknown id leaves the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{}};
    const auto before = hash_of(model.parameters());
    const std::array<ln::row_id, 4> unknown{4, 10, 5, 6};
    CHECK_THROWS_WITH_AS(trainer.step(Model::batch_type{4, {users, unknown}}, label_column),
                         "feature 'item', row 1: id 10 is not below 10", ln::IdError);
    CHECK(hash_of(model.parameters()) == before);
}

TEST_CASE("a sample of weight 2 counts as two samples") {
    const std::array<ln::row_id, 3> once_users{1, 2, 3};
    const std::array<ln::row_id, 3> once_items{1, 2, 3};
    const std::array<ln::row_id, 4> twice_users{1, 1, 2, 3};
    const std::array<ln::row_id, 4> twice_items{1, 1, 2, 3};
    ln::Model<Reference, double, 1> weighted{5, ln::Rows<User>{4}, ln::Rows<Item>{4}};
    auto repeated = weighted;
    const std::array<double, 3> l3{1, 0, 1}, w3{2, 1, 1};
    const std::array<double, 4> l4{1, 1, 0, 1};
    // The mean divides by the number of samples: 3 and 4.
    ln::Trainer{weighted, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.3}}.step({3, {once_users, once_items}},
                                                                                        {{l3.data(), 3, 1, 1}, w3});
    ln::Trainer{repeated, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.4}}.step({4, {twice_users, twice_items}},
                                                                                        {{l4.data(), 4, 1, 1}});
    for (std::size_t i = 0; i < weighted.parameters().size(); ++i) {
        const auto a = weighted.parameters()[i].values.view();
        const auto b = repeated.parameters()[i].values.view();
        for (std::size_t r = 0; r < a.rows; ++r) {
            for (std::size_t c = 0; c < a.columns; ++c) {
                REQUIRE(a(r, c) == doctest::Approx(b(r, c)).epsilon(1e-13));
            }
        }
    }
}

} // namespace trainer_test
