// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/fit.hpp>

#include <doctest/doctest.h>

#include <limits>

#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/optimizers.hpp>

#include "../support/reference_network.hpp"

using namespace linnet_test;

namespace {

using Model = ln::Model<Reference, float, 8>;
using Data = ln::Dataset<ln::TypeList<User, Item>>;

Model fresh() { return Model{5, ln::Rows<User>{10}, ln::Rows<Item>{10}}; }

Data some_data(std::size_t samples) {
    Data data;
    for (std::size_t i = 0; i < samples; ++i) {
        data.add(i % 3 == 0 ? 1.0F : 0.0F, static_cast<ln::row_id>(i % 10), static_cast<ln::row_id>(i * 7 % 10));
    }
    return data;
}

} // namespace

TEST_CASE("fit returns a record per epoch, with the validation set's loss and metrics") {
    Model model = fresh();
    const Data train = some_data(70);
    const Data validation = some_data(20);
    const auto history =
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, train,
                {.epochs = 3, .batch_size = 32, .validation = &validation, .metrics = {ln::Accuracy{}, ln::Auc{}}});
    REQUIRE(history.epochs.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(history.epochs[i].epoch == i + 1);
        REQUIRE(history.epochs[i].metrics.size() == 2);
        CHECK(history.epochs[i].metrics[0].first == "accuracy");
        CHECK(history.epochs[i].metrics[1].first == "auc");
        CHECK(history.epochs[i].seconds >= 0.0);
    }
    CHECK(history.epochs[2].loss < history.epochs[0].loss);
    const auto evaluation = ln::evaluate(model, ln::BinaryCrossEntropy{}, validation, {ln::Accuracy{}, ln::Auc{}});
    CHECK(history.epochs[2].validation_loss == evaluation.loss);
    CHECK(history.epochs[2].metrics == evaluation.metrics);
}

TEST_CASE("without a validation set the metrics are those of the training set") {
    Model model = fresh();
    const Data train = some_data(40);
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train, {.metrics = {ln::Accuracy{}}});
    CHECK_FALSE(history.epochs[0].validation_loss.has_value());
    CHECK(history.epochs[0].metrics == ln::evaluate(model, ln::BinaryCrossEntropy{}, train, {ln::Accuracy{}}).metrics);
}

TEST_CASE("an epoch in one batch is one step on the whole set, in whatever order") {
    const Data train = some_data(40);
    Model shuffled = fresh();
    Model in_order = fresh();
    ln::fit(shuffled, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, train, {.batch_size = 100});
    ln::fit(in_order, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, train,
            {.batch_size = 40, .shuffle = false});
    const auto a = shuffled.parameters()[0].values.view();
    const auto b = in_order.parameters()[0].values.view();
    for (std::size_t c = 0; c < a.columns; ++c) {
        CHECK(a(3, c) == doctest::Approx(b(3, c)).epsilon(1e-5));
    }
}

TEST_CASE("the order is a function of the seed, and a new one each epoch") {
    const Data train = some_data(64);
    const auto run = [&](std::uint64_t seed, std::size_t epochs) {
        Model model = fresh();
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, train,
                {.epochs = epochs, .batch_size = 8, .seed = seed});
        return hash_of(model.parameters());
    };
    CHECK(run(1, 2) == run(1, 2));
    CHECK(run(1, 2) != run(2, 2));
}

TEST_CASE("the callback sees every batch and every epoch, and stops the training") {
    Model model = fresh();
    const Data train = some_data(70);
    std::vector<std::size_t> samples;
    std::size_t records = 0;
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train,
                                 {.epochs = 5, .batch_size = 32, .callback = [&](const ln::Progress& progress) {
                                      if (progress.record != nullptr) {
                                          ++records;
                                          return progress.epoch < 2;
                                      }
                                      CHECK(progress.epochs == 5);
                                      CHECK(progress.samples_per_epoch == 70);
                                      samples.push_back(progress.samples);
                                      return true;
                                  }});
    CHECK(samples == std::vector<std::size_t>{32, 64, 70, 32, 64, 70});
    CHECK(records == 2);
    CHECK(history.epochs.size() == 2);
}

TEST_CASE("a loss that is no number names its epoch and batch, and leaves the model at the batch before") {
    Data train = some_data(64);
    train.labels[40] = std::numeric_limits<float>::quiet_NaN();
    Model model = fresh();
    Model half = fresh();
    CHECK_THROWS_WITH_AS(
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train, {.batch_size = 32, .shuffle = false}),
        "epoch 1, batch 2: the loss became nan", ln::DivergenceError);
    ln::fit(half, ln::BinaryCrossEntropy{}, ln::SGD{}, some_data(32), {.batch_size = 32, .shuffle = false});
    CHECK(hash_of(model.parameters()) == hash_of(half.parameters()));
}

TEST_CASE("settings and data that make no sense are refused") {
    Model model = fresh();
    const Data train = some_data(4);
    const ln::BinaryCrossEntropy loss;
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, train, {.batch_size = 0}), "fit: the batch size must not be 0",
                         ln::SettingError);
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, Data{}), "fit: the data set is empty", ln::SettingError);
    Data unlabelled = some_data(4);
    unlabelled.labels.clear();
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, unlabelled), "fit needs labels, and the data set has none",
                         ln::SettingError);
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, train, {.validation = &unlabelled}),
                         "the validation of fit needs labels, and the data set has none", ln::SettingError);
    Data crooked = some_data(4);
    crooked.column<Item>().ids.pop_back();
    CHECK_THROWS_AS(ln::fit(model, loss, ln::SGD{}, crooked), ln::SettingError);
}
