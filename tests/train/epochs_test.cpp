// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/epochs.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace epochs_test {

using namespace linnet;

namespace {

/// Notes what it is told. The loss of a step is the number of its samples; rows of a batch come from its last sample.
class Noted final : public detail::Training {
public:
    struct Checkpoint {
        std::vector<NamedNumbers> numbers = {};
        std::uint64_t steps = 0;
        std::uint64_t trained = 0;
        std::size_t evaluated = 0;
        std::size_t kept = 0;
        std::size_t saves = 0;
        std::vector<NamedNumbers> removed = {};
    };

    Checkpoint* checkpoint = nullptr;
    std::uint64_t* trained = nullptr; ///< the number of epochs of all calls
    std::vector<std::vector<std::size_t>> batches;
    std::vector<double> factors;
    std::vector<std::uint64_t> epochs;
    std::vector<double> validation_losses;
    std::size_t averaged = 0;
    std::size_t kept = 0;
    std::size_t restored = 0;
    std::size_t fails_at = 0; ///< the step that throws

    void work(std::span<const std::size_t> rows) override {
        if (fails_at == steps_ + 1) {
            throw NumberError{"row ", 0, " is bad"};
        }
        batches.emplace_back(rows.begin(), rows.end());
        factors.push_back(learning_rate_factor);
        epochs.push_back(epoch);
        loss = static_cast<double>(rows.size());
        size_ = rows.size();
        ++steps_;
    }
    [[nodiscard]] std::size_t sample_of(std::size_t row) const override { return size_ - 1 - row; }
    [[nodiscard]] std::uint64_t steps() const override { return steps_; }
    void average_unknown_rows() override { ++averaged; }
    void evaluate(EpochRecord& record) override { record.validation_loss = validation_losses.at(evaluated_++); }
    void keep_parameters() override { ++kept; }
    void restore_parameters() override { ++restored; }
    [[nodiscard]] bool keeps_parameters() const override { return kept != 0; }
    [[nodiscard]] std::uint64_t shuffling_seed() const override { return 3; }
    [[nodiscard]] bool has_checkpoint() const override { return checkpoint != nullptr; }
    [[nodiscard]] std::string checkpoint_name() const override { return "the checkpoint"; }
    [[nodiscard]] bool read_checkpoint(std::vector<NamedNumbers>& numbers) override {
        if (!checkpoint->numbers.empty()) {
            numbers = checkpoint->numbers;
            kept += checkpoint->kept;
        }
        return !checkpoint->numbers.empty();
    }
    void restore_checkpoint() override {
        steps_ = checkpoint->steps;
        *trained = checkpoint->trained;
        evaluated_ = checkpoint->evaluated;
    }
    void save_checkpoint(const std::vector<NamedNumbers>& numbers) override {
        *checkpoint = {numbers, steps_, *trained, evaluated_, kept, checkpoint->saves + 1};
    }
    void remove_checkpoint() override { checkpoint->removed = std::exchange(checkpoint->numbers, {}); }

private:
    std::uint64_t steps_ = 0;
    std::size_t size_ = 1;
    std::size_t evaluated_ = 0;
};

struct Loop {
    std::optional<EarlyStopping> early_stopping = {};
    Function<bool(const Progress&)> callback = {};
    Function<double(std::uint64_t)> factor = {};
    std::uint64_t trained = 0;

    History operator()(Noted& training, std::size_t epochs, std::size_t samples, std::size_t batch_size,
                       bool shuffle = false) {
        training.trained = &trained;
        return detail::train_epochs(
            training, {epochs, samples, batch_size, shuffle, true, early_stopping, callback, factor}, trained);
    }
};

} // namespace

TEST_CASE("each epoch goes once through the samples, the last batch smaller, and numbers go on from call to call") {
    Noted training;
    training.validation_losses = {3, 2, 1};
    Loop loop;
    loop.factor = [](std::uint64_t step) { return static_cast<double>(step); };
    const History history = loop(training, 2, 5, 2);
    const std::vector<std::vector<std::size_t>> twice{{0, 1}, {2, 3}, {4}, {0, 1}, {2, 3}, {4}};
    CHECK(training.batches == twice);
    CHECK(training.factors == std::vector<double>{1, 2, 3, 4, 5, 6});
    CHECK(history.epochs[0].loss == (2 * 2 + 2 * 2 + 1) / 5.0);
    CHECK(training.averaged == 2);
    loop(training, 1, 1, 1);
    CHECK(training.epochs == std::vector<std::uint64_t>{1, 1, 1, 2, 2, 2, 3});
}

TEST_CASE("a shuffled epoch has every sample once, in an order of its own") {
    Noted training;
    training.validation_losses = {2, 1};
    Loop loop;
    loop(training, 2, 30, 30, true);
    CHECK(training.batches[0] != training.batches[1]);
    for (std::vector<std::size_t>& batch : training.batches) {
        std::sort(batch.begin(), batch.end());
        for (std::size_t i = 0; i < 30; ++i) {
            CHECK(batch[i] == i);
        }
    }
}

TEST_CASE("early stopping keeps each best epoch and gives the last of them back") {
    Noted training;
    training.validation_losses = {3, 2, 4, 4, 4};
    Loop loop;
    loop.early_stopping = EarlyStopping{.patience = 2};
    const History history = loop(training, 5, 1, 1);
    CHECK(history.epochs.size() == 4);
    CHECK(history.best_epoch == 2);
    CHECK(training.kept == 2);
    CHECK(training.restored == 1);
}

TEST_CASE("early stopping looks after every few epochs, and after the last one") {
    std::vector<std::uint64_t> looked;
    Noted training;
    training.validation_losses = {7, 6, 5, 4, 3, 2, 1};
    Loop loop;
    const auto score = [&] { // asked for once a look
        looked.push_back(training.epoch);
        return training.epoch == 3 ? 2.0 : 1.0;
    };
    loop.early_stopping = EarlyStopping{.every = 3, .score = score};
    History history = loop(training, 7, 1, 1);
    CHECK(looked == std::vector<std::uint64_t>{3, 6, 7});
    CHECK(history.epochs.size() == 7);
    CHECK(history.best_epoch == 3);
    CHECK(history.epochs[2].score == 2.0);
    CHECK(!history.epochs[3].score);
    CHECK(training.kept == 1);

    looked.clear(); // its patience counts looks, and one more epoch than a multiple would not be looked at
    Noted shorter;
    shorter.validation_losses = training.validation_losses;
    Loop other;
    other.early_stopping = EarlyStopping{.patience = 1, .every = 2, .score = [&] {
                                             looked.push_back(shorter.epoch);
                                             return 1.0;
                                         }};
    CHECK(other(shorter, 7, 1, 1).epochs.size() == 4);
    CHECK(looked == std::vector<std::uint64_t>{2, 4});

    looked.clear(); // an epoch that the callback stops is the last
    Noted stopped;
    stopped.validation_losses = training.validation_losses;
    Loop third;
    third.early_stopping = EarlyStopping{.every = 5, .score = [&] {
                                             looked.push_back(stopped.epoch);
                                             return 1.0;
                                         }};
    third.callback = [](const Progress& progress) { return progress.record != nullptr || progress.epoch < 2; };
    CHECK(third(stopped, 7, 1, 1).best_epoch == 2);
    CHECK(looked == std::vector<std::uint64_t>{2});
}

TEST_CASE("an error names epoch, batch and the sample") {
    Noted training;
    training.validation_losses = {1};
    training.fails_at = 4;
    Loop loop;
    CHECK_THROWS_WITH_AS(loop(training, 2, 5, 2), "epoch 2, batch 1: row 0 is bad", NumberError);
    CHECK(loop.trained == 1);
}

TEST_CASE("a call that was interrupted goes on from its checkpoint as if it had not been") {
    const std::vector<double> losses{5, 4, 4.5, 3, 3.5, 3.2, 3.1, 1};
    Noted::Checkpoint checkpoint;
    const auto run = [&](Noted& training, std::size_t dies_after) {
        training.validation_losses = losses;
        training.checkpoint = &checkpoint;
        Loop loop;
        loop.early_stopping = EarlyStopping{.patience = 3};
        loop.callback = [&](const Progress& progress) {
            if (progress.record != nullptr && progress.epoch == dies_after) {
                throw std::runtime_error("killed");
            }
            return true;
        };
        return loop(training, 20, 5, 2, true);
    };
    Noted whole;
    const History unbroken = run(whole, 0);
    CHECK(unbroken.epochs.size() == 7);
    CHECK(unbroken.best_epoch == 4);
    CHECK(checkpoint.saves == 7);
    CHECK(checkpoint.numbers.empty()); // removed at the end

    checkpoint.numbers = checkpoint.removed; // as if it had been killed just before that
    Noted late;
    CHECK(run(late, 0).epochs.size() == 7);
    CHECK(late.batches.empty());
    CHECK(late.restored == 1);
    CHECK(checkpoint.numbers.empty());

    for (std::size_t n = 1; n <= 6; ++n) {
        CAPTURE(n);
        checkpoint = {};
        Noted first;
        CHECK_THROWS_WITH(run(first, n), "killed");
        CHECK(checkpoint.saves == n);
        Noted second;
        const History history = run(second, 0);
        REQUIRE(history.epochs.size() == 7);
        CHECK(history.best_epoch == 4);
        for (std::size_t i = 0; i < 7; ++i) {
            CHECK(history.epochs[i].epoch == i + 1);
            CHECK(history.epochs[i].loss == unbroken.epochs[i].loss);
            CHECK(history.epochs[i].validation_loss == unbroken.epochs[i].validation_loss);
        }
        std::vector<std::vector<std::size_t>> batches = first.batches;
        batches.insert(batches.end(), second.batches.begin(), second.batches.end());
        CHECK(batches == whole.batches);
        CHECK(second.kept == whole.kept);
        CHECK(second.restored == 1);
    }
}

TEST_CASE("an epoch that is not whole is not kept, and a checkpoint stays until the training ends") {
    Noted::Checkpoint checkpoint;
    Noted training;
    training.checkpoint = &checkpoint;
    training.validation_losses = {3, 2, 1, 1};
    Loop loop;
    loop.callback = [](const Progress& progress) { return progress.epoch != 2 || progress.samples < 4; };
    CHECK(loop(training, 2, 5, 2).epochs.size() == 2); // the callback stops the last epoch before its last batch
    CHECK(checkpoint.saves == 1);
    CHECK(!checkpoint.numbers.empty());

    Noted again;
    again.checkpoint = &checkpoint;
    again.validation_losses = {3, 2, 1, 1};
    loop.trained = 0;
    loop.callback = [](const Progress& progress) { return progress.record == nullptr || progress.epoch != 2; };
    CHECK(loop(again, 3, 5, 2).epochs.size() == 2); // stopped after epoch 2, of which 1 was kept
    CHECK(again.batches.size() == 3);
    CHECK(checkpoint.saves == 2);
    CHECK(!checkpoint.numbers.empty());

    loop.trained = 0;
    loop.callback = {};
    Noted nothing_left;
    nothing_left.checkpoint = &checkpoint;
    CHECK(loop(nothing_left, 2, 5, 2).epochs.size() == 2);
    CHECK(nothing_left.batches.empty());
    CHECK(checkpoint.numbers.empty());
}

TEST_CASE("a checkpoint of another call is refused before anything changes") {
    Noted::Checkpoint checkpoint;
    Noted training;
    training.checkpoint = &checkpoint;
    training.validation_losses = {3, 2, 1, 1};
    Loop loop;
    loop.early_stopping = EarlyStopping{.restore_best_weights = false};
    loop.callback = [](const Progress& progress) { return progress.record == nullptr; };
    static_cast<void>(loop(training, 3, 5, 2));

    Noted other;
    other.checkpoint = &checkpoint;
    loop.trained = 0;
    CHECK_THROWS_WITH_AS(loop(other, 3, 6, 2), "the checkpoint: is of another call of fit, on 5 samples, not 6",
                         DataError);
    loop.early_stopping = EarlyStopping{};
    CHECK_THROWS_WITH_AS(loop(other, 3, 5, 2),
                         "the checkpoint: is of another call of fit, which does not restore the best weights",
                         DataError);
    CHECK(other.batches.empty());
    CHECK(other.steps() == 0);
}

} // namespace epochs_test
