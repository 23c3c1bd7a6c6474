// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/checkpoint_file.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/metrics/accuracy.hpp>
#include <linnet/metrics/auc.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>
#include <linnet/train/schedules.hpp>

#include "../support/same_parameters.hpp"
#include "../support/temporary_file.hpp"

namespace checkpoint_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::check_same_parameters;
using linnet_test::TemporaryFile;

namespace {

using User = Categorical<"user", 20>;
using Item = Categorical<"item", 30>;
using Network = Sequential<Concat<Embedding<User, 3>, Embedding<Item, 8>>, Dense<5>, BatchNorm<>, ReLU,
                           Dropout<std::ratio<1, 4>>, Dense<1>, Sigmoid>;
using Data = Dataset<Network::features>;
template <std::size_t W>
using ModelOf = Model<Network, float, W>;

/// A pattern with much noise, so that the validation loss is best after a few epochs.
Data data(std::size_t stream, std::size_t size) {
    Data result;
    const Random random{7, stream};
    for (std::size_t i = 0; i < size; ++i) {
        const auto item = static_cast<row_id>(random.below(30, 2000 + i));
        result.add((item % 2 == 0) == (random.below(5, i) != 0) ? 1.0F : 0.0F, 1 + random.below(19, 1000 + i), item);
    }
    return result;
}

const Data train = data(1, 100);
const Data validation = data(2, 50);

template <class TrainerType>
History run(TrainerType& trainer, FitCheckpoint<float>* checkpoint, Function<bool(const Progress&)> callback = {}) {
    FitOptions<float, Data> options{.epochs = 30,
                                    .batch_size = 7,
                                    .validation = &validation,
                                    .metrics = {Accuracy{}, Auc{}},
                                    .early_stopping = EarlyStopping{.patience = 3},
                                    .learning_rate_factor = CosineDecay{.steps = 200},
                                    .checkpoint = checkpoint};
    if (callback) {
        options.callback = callback;
    }
    return trainer.fit(train, options);
}

void check_same_history(const History& a, const History& b) {
    CHECK(a.best_epoch == b.best_epoch);
    REQUIRE(a.epochs.size() == b.epochs.size());
    for (std::size_t i = 0; i < a.epochs.size(); ++i) {
        CHECK(a.epochs[i].epoch == b.epochs[i].epoch);
        CHECK(a.epochs[i].loss == b.epochs[i].loss);
        CHECK(a.epochs[i].validation_loss == b.epochs[i].validation_loss);
        CHECK(a.epochs[i].metrics == b.epochs[i].metrics);
    }
}

std::string problem_of(const Function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

} // namespace

TEST_CASE("a run that is killed after any epoch ends as one that is not") {
    ModelOf<4> whole{5};
    Trainer unbroken{whole, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}};
    const History history = run(unbroken, nullptr);
    REQUIRE(history.best_epoch > 1);
    REQUIRE(history.epochs.size() == history.best_epoch + 3);

    const TemporaryFile file{"", "run.safetensors"};
    for (std::size_t n = 1; n <= history.epochs.size(); ++n) {
        CAPTURE(n);
        std::filesystem::remove(file.path());
        const auto die = [&](const Progress& progress) {
            // in the middle of the next epoch, or where there is none, after the best one
            if (progress.epoch == n + 1 && progress.samples > 20) {
                throw std::runtime_error("killed");
            }
            return true;
        };
        ModelOf<4> killed{5};
        Trainer first{killed, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}};
        CheckpointFile checkpoint{first, file.name()};
        if (n < history.epochs.size()) {
            CHECK_THROWS_WITH(run(first, &checkpoint, die), "killed");
            CHECK(std::filesystem::exists(file.path()));
        } else {
            check_same_history(run(first, &checkpoint, die), history);
            check_same_parameters(whole, killed);
            CHECK(!std::filesystem::exists(file.path()));
            continue;
        }
        ModelOf<16> other{6}; // another seed, which the checkpoint makes good
        Trainer second{other, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}};
        CheckpointFile again{second, file.name()};
        check_same_history(run(second, &again), history);
        check_same_parameters(whole, other);
        CHECK(second.steps() == unbroken.steps());
        CHECK(second.epochs == unbroken.epochs);
        CHECK(!std::filesystem::exists(file.path()));
    }
}

TEST_CASE("a run along a graph is resumed, too") {
    using Propagated =
        Sequential<Dot<Embedding<User, 3, GraphPropagation<2>>, Embedding<Item, 3, GraphPropagation<2>>>, Sigmoid>;
    using GraphModel = Model<Propagated, float, 4>;
    static_assert(std::is_same_v<Propagated::features, Network::features>);
    const std::vector<row_id> users{1, 2, 3, 4, 5, 6};
    const std::vector<row_id> items{7, 8, 7, 9, 8, 10};
    const auto model_of = [&](std::uint64_t seed) {
        GraphModel model{seed};
        model.set_graph<User, Item>(InteractionGraph{users, items, 20, 30});
        return model;
    };
    GraphModel whole = model_of(5);
    Trainer unbroken{whole, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}};
    const History history = run(unbroken, nullptr);
    const std::vector<float> predictions = predict(whole, validation);
    const TemporaryFile file{"", "run.safetensors"};
    for (const std::size_t n : {std::size_t{1}, history.best_epoch, history.epochs.size() - 1}) {
        CAPTURE(n);
        std::filesystem::remove(file.path());
        GraphModel killed = model_of(5);
        Trainer first{killed, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}};
        CheckpointFile checkpoint{first, file.name()};
        run(first, &checkpoint,
            [&](const Progress& progress) { return progress.record == nullptr || progress.epoch != n; });
        GraphModel other = model_of(6);
        Trainer second{other, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}};
        CheckpointFile again{second, file.name()};
        check_same_history(run(second, &again), history);
        CHECK(predict(other, validation) == predictions);
    }
}

TEST_CASE("a second call has its own file, and goes on, too") {
    const TemporaryFile file{"", "run.safetensors"};
    std::filesystem::remove(file.path());
    const FitOptions<float, Data> options{.epochs = 2, .batch_size = 9};
    const auto with = [&](FitCheckpoint<float>& checkpoint, std::size_t dies_after) {
        FitOptions<float, Data> result = options;
        result.checkpoint = &checkpoint;
        result.callback = [dies_after](const Progress& progress) {
            return progress.record == nullptr || progress.epoch != dies_after;
        };
        return result;
    };
    ModelOf<8> whole{5};
    Trainer unbroken{whole, BinaryCrossEntropy{}, LazyAdam{}};
    unbroken.fit(train, options);
    unbroken.fit(validation, options);

    ModelOf<8> model{5};
    Trainer first{model, BinaryCrossEntropy{}, LazyAdam{}};
    CheckpointFile of_first{first, file.name()};
    first.fit(train, with(of_first, 0));
    CHECK(first.fit(validation, with(of_first, 1)).epochs.size() == 1);
    CHECK(problem_of([&] { first.fit(validation, with(of_first, 0)); }) ==
          file.name() + ": is of another call of fit, by a trainer after 2 epochs, not 3");

    ModelOf<8> other{5};
    Trainer second{other, BinaryCrossEntropy{}, LazyAdam{}};
    second.fit(train, options);
    CheckpointFile of_second{second, file.name()};
    CHECK(second.fit(validation, with(of_second, 0)).epochs.size() == 2);
    check_same_parameters(whole, other);
}

TEST_CASE("a checkpoint is a model, and one that is damaged or of something else changes nothing") {
    const TemporaryFile file{"no tensors", "run.safetensors"};
    ModelOf<4> model{5};
    Trainer trainer{model, BinaryCrossEntropy{}, Adam{}};
    CheckpointFile checkpoint{trainer, file.name()};
    const ModelOf<4> untouched = model;
    CHECK(problem_of([&] { run(trainer, &checkpoint); }).starts_with(file.name() + ": "));
    CHECK(trainer.steps() == 0);
    check_same_parameters(model, untouched);

    std::filesystem::remove(file.path());
    run(trainer, &checkpoint, [](const Progress& progress) { return progress.epoch != 3 || progress.samples < 20; });
    static_cast<void>(load<ModelOf<1>>(file.name()));

    ModelOf<4> other{9};
    const ModelOf<4> before = other;
    Trainer unlike{other, BinaryCrossEntropy{}, Adagrad{}};
    CheckpointFile of_unlike{unlike, file.name()};
    CHECK(problem_of([&] {
              run(unlike, &of_unlike);
          }).starts_with(file.name() + ": is no checkpoint of a trainer with this optimizer"));
    CHECK(problem_of([&] { unlike.fit(train, {.epochs = 2, .batch_size = 7, .checkpoint = &of_unlike}); }) ==
          file.name() + ": is of another call of fit, with early stopping");
    CHECK(unlike.steps() == 0);
    check_same_parameters(other, before);

    save_checkpoint(trainer, file.name());
    CHECK(problem_of([&] { run(trainer, &checkpoint); }) ==
          file.name() + ": is no checkpoint of fit: it has no 1 numbers 'samples'");

    CHECK(problem_of([&] { run(unlike, &checkpoint); }) ==
          "fit: the checkpoint '" + file.name() +
              "' is of another trainer; call fit of the trainer that it was made for");
    CHECK(problem_of([&] {
              fit(model, BinaryCrossEntropy{}, Adam{}, train, {.checkpoint = &checkpoint});
          }).starts_with("fit: the checkpoint '"));

    CheckpointFile nowhere{trainer, "no/such/folder/run.safetensors"};
    CHECK(problem_of([&] { run(trainer, &nowhere); }).starts_with("no/such/folder/run.safetensors: cannot be written"));
}

#else

TEST_CASE("checkpoint file") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace checkpoint_file_test
