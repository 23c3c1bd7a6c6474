// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/fit.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/progress_bar.hpp>

#include "../support/eager_pool.hpp"
#include "../support/reference_network.hpp"

namespace fit_test {

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
        CHECK(history.epochs[i].metrics.contains("accuracy"));
        CHECK(history.epochs[i].metrics["auc"] >= 0.0);
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

TEST_CASE("fit is a loop of steps over shuffled batches, the last of them smaller") {
    const Data train = some_data(70);
    Model fitted = fresh();
    const auto history = ln::fit(fitted, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, train,
                                 {.epochs = 2, .batch_size = 32, .seed = 9});
    Model stepped = fresh();
    ln::Trainer trainer{stepped, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}};
    ln::BatchBuffer<float, Reference::features, 1> buffer;
    std::vector<std::size_t> order(70);
    for (std::uint64_t epoch = 1; epoch <= 2; ++epoch) {
        ln::shuffled_order(ln::Random{9, (std::uint64_t{1} << 63) + epoch}, order);
        double loss = 0;
        for (const std::size_t first : {0U, 32U, 64U}) {
            const std::size_t count = std::min<std::size_t>(32, 70 - first);
            buffer.fill(train, count, [&](std::size_t i) { return order[first + i]; });
            loss += static_cast<double>(count) * static_cast<double>(trainer.step(buffer.batch(), buffer.labels()));
        }
        CHECK(history.epochs[epoch - 1].loss == loss / 70);
    }
    CHECK(trainer.steps() == 6);
    CHECK(hash_of(stepped.parameters()) == hash_of(fitted.parameters()));
}

TEST_CASE("no batch is too large, and no epoch too few") {
    const Data train = some_data(10);
    Model model = fresh();
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train, {.batch_size = std::numeric_limits<std::size_t>::max()});
    CHECK(hash_of(model.parameters()) != hash_of(fresh().parameters()));
    Model untouched = fresh();
    CHECK(ln::fit(untouched, ln::BinaryCrossEntropy{}, ln::SGD{}, train, {.epochs = 0}).epochs.empty());
    CHECK(hash_of(untouched.parameters()) == hash_of(fresh().parameters()));
}

TEST_CASE("a weight of 2 is the sample twice; a weight of 0 is no sample") {
    Data weighted = some_data(6);
    weighted.weights = {1, 2, 0, 1, 3, 1};
    Data repeated;
    for (std::size_t i = 0; i < 6; ++i) {
        for (float n = 0; n < weighted.weights[i]; ++n) {
            repeated.add(weighted.labels[i], weighted.column<User>().ids[i], weighted.column<Item>().ids[i]);
        }
    }
    REQUIRE(repeated.size() == 8);
    // The mean divides by the number of samples, 6 and 8, so the rates stand as these do.
    ln::Model<Reference, double, 4> a{5, ln::Rows<User>{10}, ln::Rows<Item>{10}};
    auto b = a;
    ln::fit(a, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.3}, weighted, {.epochs = 4, .batch_size = 10});
    ln::fit(b, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.4}, repeated, {.epochs = 4, .batch_size = 10});
    for (std::size_t i = 0; i < a.parameters().size(); ++i) {
        const auto x = a.parameters()[i].values.view();
        const auto y = b.parameters()[i].values.view();
        for (std::size_t r = 0; r < x.rows; ++r) {
            REQUIRE(x(r, 0) == doctest::Approx(y(r, 0)).epsilon(1e-12));
            REQUIRE(x(r, x.columns - 1) == doctest::Approx(y(r, x.columns - 1)).epsilon(1e-12));
        }
    }
}

TEST_CASE("the order is a function of the seed, by default the model's") {
    const Data train = some_data(64);
    const auto run = [&](std::optional<std::uint64_t> seed) {
        Model model = fresh();
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, train, {.batch_size = 8, .seed = seed});
        return hash_of(model.parameters());
    };
    CHECK(run({}) == run(5));
    CHECK(run({}) != run(6));
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
    // Two epochs in one order would be the epoch of the first twice.
    Model twice = fresh();
    ln::Trainer trainer{twice, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}};
    std::vector<std::size_t> order(64);
    ln::shuffled_order(ln::Random{1, (std::uint64_t{1} << 63) + 1}, order);
    ln::BatchBuffer<float, Reference::features, 1> buffer;
    for (std::size_t first = 0; first < 128; first += 8) {
        buffer.fill(train, 8, [&](std::size_t i) { return order[(first + i) % 64]; });
        trainer.step(buffer.batch(), buffer.labels());
        if (first + 8 == 64) {
            CHECK(run(1, 1) == hash_of(twice.parameters()));
        }
    }
    CHECK(run(1, 2) != hash_of(twice.parameters()));
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

TEST_CASE("a callback that stops within an epoch leaves a record of what was trained") {
    Model model = fresh();
    const Data train = some_data(70);
    std::size_t calls = 0;
    const auto history =
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, train,
                {.epochs = 5, .batch_size = 32, .shuffle = false, .callback = [&](const ln::Progress&) {
                     ++calls;
                     return false;
                 }});
    CHECK(calls == 1);
    REQUIRE(history.epochs.size() == 1);
    Model one_step = fresh();
    const auto first =
        ln::fit(one_step, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, some_data(32), {.shuffle = false});
    CHECK(hash_of(one_step.parameters()) == hash_of(model.parameters()));
    CHECK(history.epochs[0].loss == first.epochs[0].loss);
}

TEST_CASE("what an exception of the callback ends has trained so far") {
    Model model = fresh();
    const Data train = some_data(70);
    const auto run = [&] {
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train,
                {.callback = [](const ln::Progress&) -> bool { throw std::runtime_error("enough"); }});
    };
    CHECK_THROWS_WITH_AS(run(), "enough", std::runtime_error);
    CHECK(hash_of(model.parameters()) != hash_of(fresh().parameters()));
}

TEST_CASE("the progress bar is a callback") {
    Model model = fresh();
    std::ostringstream out;
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, some_data(70),
            {.epochs = 3, .metrics = {ln::Accuracy{}}, .callback = ln::ProgressBar{out, false}});
    const std::string text = out.str();
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
    CHECK(text.starts_with("epoch 1/3  loss 0."));
    CHECK(text.find("\nepoch 3/3  loss 0.") != std::string::npos);
    CHECK(text.find("  accuracy 0.") != std::string::npos);
}

TEST_CASE("an id that is unknown ends training at the batch before") {
    Data train = some_data(64);
    train.column<User>().ids[40] = 10;
    Model model = fresh();
    Model half = fresh();
    CHECK_THROWS_WITH_AS(
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train, {.batch_size = 32, .shuffle = false}),
        "feature 'user', row 40: id 10 is not below 10", ln::IdError);
    ln::fit(half, ln::BinaryCrossEntropy{}, ln::SGD{}, some_data(32), {.batch_size = 32, .shuffle = false});
    CHECK(hash_of(model.parameters()) == hash_of(half.parameters()));
}

TEST_CASE("a step that is refused names epoch, batch and row, and leaves the model at the batch before") {
    using Price = ln::Numeric<"price">;
    using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Input<Price>>, ln::Dense<1>>;
    using Regression = ln::Model<Network, float, 8>;
    const auto priced = [](std::size_t samples) {
        ln::Dataset<ln::TypeList<User, Price>> data;
        for (std::size_t i = 0; i < samples; ++i) {
            data.add(0.5F, static_cast<ln::row_id>(1 + i % 9), {0.25F});
        }
        return data;
    };
    const Regression start{5, ln::Rows<User>{10}};
    Regression half = start;
    const ln::FitOptions<float, ln::Dataset<ln::TypeList<User, Price>>> options{
        .batch_size = 32, .shuffle = false, .average_unknown_rows = false};
    ln::fit(half, ln::MeanSquaredError{}, ln::SGD{}, priced(32), options);
    const auto refuses = [&](const auto& train, const char* sentence) {
        Regression model = start;
        try {
            ln::fit(model, ln::MeanSquaredError{}, ln::SGD{}, train, options);
            FAIL("no error");
        } catch (const ln::RowError& error) {
            CHECK(std::string{error.what()} == sentence);
            CHECK(error.row() == 40);
        }
        CHECK(hash_of(model.parameters()) == hash_of(half.parameters()));
    };
    auto train = priced(64);
    train.labels[40] = std::numeric_limits<float>::quiet_NaN();
    refuses(train, "mean squared error, row 40: the label nan is not a finite number");
    train = priced(64);
    train.column<Price>().numbers[40] = std::numeric_limits<float>::infinity();
    refuses(train, "epoch 1, batch 2: feature 'price', row 40: inf");
    train.column<Price>().numbers[40] = -2e38F;
    refuses(train, "epoch 1, batch 2: the loss became inf; feature 'price', row 40: -2e+38");
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
    const Data nothing;
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, train, {.validation = &nothing}),
                         "fit: the validation set is empty", ln::SettingError);
    Data crooked = some_data(4);
    crooked.column<Item>().ids.pop_back();
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, crooked),
                         "feature 'item' has 3 rows where the first feature has 4", ln::SettingError);
    CHECK(hash_of(model.parameters()) == hash_of(fresh().parameters()));
}

TEST_CASE("early stopping gives the best weights back and says which epoch they are of") {
    const Data train = some_data(60);
    Model model = fresh();
    Model best = fresh();
    double score = 0;
    std::size_t epoch = 0;
    const auto watched = [&] {
        ++epoch;
        score = epoch <= 3 ? static_cast<double>(epoch) : 0.0;
        if (epoch == 3) {
            best = model;
        }
        return score;
    };
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, train,
                                 {.epochs = 50, .early_stopping = ln::EarlyStopping{.patience = 4, .score = watched}});
    CHECK(history.epochs.size() == 7);
    CHECK(history.best_epoch == 3);
    CHECK(history.epochs[1].score == 2.0);
    CHECK(hash_of(model.parameters()) == hash_of(best.parameters()));
    CHECK_THROWS_AS(ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train, {.early_stopping = ln::EarlyStopping{}}),
                    ln::SettingError);
}

TEST_CASE("no epoch at all leaves the model as it is, early stopping or not") {
    Model model = fresh();
    const Data train = some_data(20);
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, train,
                                 {.epochs = 0, .validation = &train, .early_stopping = ln::EarlyStopping{}});
    CHECK(history.epochs.empty());
    CHECK(history.best_epoch == 0);
    CHECK(ln::predict(model, train) == ln::predict(fresh(), train));
}

TEST_CASE("a learning rate that is scheduled is that of each step, and the optimizer has its own again afterwards") {
    const Data train = some_data(32);
    Model scheduled = fresh();
    ln::Trainer trainer{scheduled, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}};
    std::vector<std::uint64_t> steps;
    trainer.fit(train, {.epochs = 2, .batch_size = 16, .shuffle = false, .learning_rate_factor = [&](auto step) {
                            steps.push_back(step);
                            return step <= 2 ? 0.5 : 0.0;
                        }});
    CHECK(steps == std::vector<std::uint64_t>{1, 2, 3, 4});
    CHECK(trainer.optimizer.learning_rate == 1.0);
    Model once = fresh();
    ln::fit(once, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.5}, train, {.batch_size = 16, .shuffle = false});
    CHECK(hash_of(scheduled.parameters()) == hash_of(once.parameters()));
}

TEST_CASE("clipping and L2 of the rows in the batch are those of plain gradients") {
    Data one;
    one.add(1.0F, 2, 3);
    ln::Model<Reference, double, 4> model{5, ln::Rows<User>{4}, ln::Rows<Item>{4}};
    const auto before = model;
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}, one,
            {.clip_global_norm = 1e-3, .average_unknown_rows = false});
    double squares = 0;
    for (std::size_t i = 0; i < model.parameters().size(); ++i) {
        const auto now = model.parameters()[i].values.view();
        const auto then = before.parameters()[i].values.view();
        for (std::size_t r = 0; r < now.rows; ++r) {
            for (std::size_t c = 0; c < now.columns; ++c) {
                squares += (now(r, c) - then(r, c)) * (now(r, c) - then(r, c));
            }
        }
    }
    CHECK(std::sqrt(squares) == doctest::Approx(1e-3).epsilon(1e-9));

    auto plain = before;
    auto decayed = before;
    ln::fit(plain, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.5}, one);
    ln::fit(decayed, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.5}, one, {.l2_rows_in_batch = 0.1});
    const auto users = decayed.parameters()[0].values.view();
    for (const std::size_t row : {1U, 2U}) {
        const double shrinks = row == 2 ? 0.5 * 0.1 * before.parameters()[0].values.view()(row, 7) : 0.0;
        CHECK(users(row, 7) == doctest::Approx(plain.parameters()[0].values.view()(row, 7) - shrinks).epsilon(1e-12));
    }
}

TEST_CASE("partial_fit goes on where the last part ended") {
    const Data train = some_data(64);
    Model whole = fresh();
    ln::Trainer one{whole, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}};
    one.fit(train, {.epochs = 3, .batch_size = 16, .seed = 4});
    Model parts = fresh();
    ln::Trainer two{parts, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}};
    for (int i = 0; i < 3; ++i) {
        const ln::EpochRecord record = two.partial_fit(train, {.epochs = 9, .batch_size = 16, .seed = 4});
        CHECK(record.epoch == 1);
    }
    CHECK(two.steps() == 12);
    CHECK(hash_of(parts.parameters()) == hash_of(whole.parameters()));
}

TEST_CASE("positives with negatives train the same for any number of threads") {
    Data positives;
    for (ln::row_id i = 0; i < 40; ++i) {
        positives.add(1.0F, i % 10, i * 7 % 9);
    }
    const ln::UserItems known{positives.column<User>().ids, positives.column<Item>().ids, 10, 10};
    const auto source =
        ln::with_negatives<User, Item>(positives, known, ln::UniformNegatives{.count = 3}, {.seed = 11});
    Model alone = fresh();
    Model together = fresh();
    const auto history = ln::fit(alone, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, source,
                                 {.epochs = 3, .batch_size = 8, .validation = &source});
    ln::fit(together, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, source,
            {.epochs = 3, .batch_size = 8, .executor = &three_threads()});
    CHECK(hash_of(alone.parameters()) == hash_of(together.parameters()));
    CHECK(history.epochs[2].loss < history.epochs[0].loss);
    CHECK(history.epochs[2].validation_loss.has_value());
    CHECK_THROWS_AS(ln::fit(alone, ln::BinaryCrossEntropy{}, ln::SGD{}, source, {.metrics = {ln::Auc{}}}),
                    ln::SettingError);
}

TEST_CASE("what a failed call of fit leaves behind is the last whole step, and nothing else") {
    Data train = some_data(64);
    train.column<User>().ids[40] = 10;
    const ln::FitOptions<float, Data> options{.epochs = 2,
                                              .batch_size = 16,
                                              .learning_rate_factor = [](std::uint64_t) { return 0.5; },
                                              .clip_global_norm = 3.0};
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}};
    trainer.clip_global_norm = 7.0;
    trainer.l2_rows_in_batch = 0.25;
    for (int attempt = 0; attempt < 3; ++attempt) {
        CHECK_THROWS_WITH_AS(trainer.fit(train, options), "feature 'user', row 40: id 10 is not below 10", ln::IdError);
        CHECK(trainer.optimizer.learning_rate == 1.0);
        CHECK(trainer.clip_global_norm == 7.0);
        CHECK(trainer.l2_rows_in_batch == 0.25);
        CHECK(trainer.epochs == 0);
    }
    // The next call shuffles as a first one does.
    train.column<User>().ids[40] = 1;
    Model other = fresh();
    ln::Trainer first{other, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}};
    model = other;
    first.l2_rows_in_batch = 0.25;
    trainer.fit(train, options);
    first.fit(train, options);
    CHECK(trainer.epochs == 2);
    CHECK(hash_of(model.parameters()) == hash_of(other.parameters()));
}

TEST_CASE("clipping and L2 are the trainer's where the options do not say them") {
    const Data train = some_data(32);
    const auto run = [&](double of_trainer, std::optional<double> of_call) {
        Model model = fresh();
        ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 1.0}};
        trainer.clip_global_norm = of_trainer;
        trainer.fit(train, {.clip_global_norm = of_call});
        return hash_of(model.parameters());
    };
    CHECK(run(1e-3, {}) == run(0.0, 1e-3));
    CHECK(run(1e-3, 0.0) == run(0.0, {}));
    CHECK(run(1e-3, {}) != run(0.0, {}));
}

TEST_CASE("a misspelt metric is noticed before the first step") {
    Model model = fresh();
    CHECK_THROWS_WITH_AS(
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, some_data(20),
                {.metrics = {ln::Accuracy{}, ln::Auc{}}, .early_stopping = ln::EarlyStopping{.metric = "AUC"}}),
        "early stopping watches the metric 'AUC', which fit does not compute; it has accuracy, auc", ln::SettingError);
    CHECK(hash_of(model.parameters()) == hash_of(fresh().parameters()));
}

TEST_CASE("ids that no sample has are unknown, and have the mean of those that samples have") {
    Data train;
    Data validation;
    for (ln::row_id i = 0; i < 30; ++i) {
        train.add(i % 2 == 0 ? 1.0F : 0.0F, 1 + i % 5, 1 + i % 7);
        validation.add(i % 2 == 0 ? 1.0F : 0.0F, 0, 1 + i % 7);
    }
    Model model = fresh();
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.5}, train,
                                 {.epochs = 2, .validation = &validation});
    const auto table = model.parameters()[0].values.view();
    const auto mean = [&](std::size_t c) {
        return (table(1, c) + table(2, c) + table(3, c) + table(4, c) + table(5, c)) / 5;
    };
    CHECK(table(0, 0) == doctest::Approx(mean(0)));
    CHECK(table(0, 99) == doctest::Approx(mean(99)));
    CHECK(history.epochs[1].validation_loss == ln::evaluate(model, ln::BinaryCrossEntropy{}, validation).loss);
    Model kept = fresh();
    ln::fit(kept, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.5}, train, {.average_unknown_rows = false});
    CHECK(kept.parameters()[0].values.view()(0, 0) == fresh().parameters()[0].values.view()(0, 0));
}

} // namespace fit_test
