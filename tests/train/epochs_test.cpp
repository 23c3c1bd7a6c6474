// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/epochs.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <doctest/doctest.h>

namespace epochs_test {

using namespace linnet;

namespace {

/// Notes what it is told. The loss of a step is the number of its samples; rows of a batch come from its last sample.
class Noted final : public detail::Training {
public:
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
        return detail::train_epochs(
            training, {epochs, samples, batch_size, 3, shuffle, true, early_stopping, callback, factor}, trained);
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

TEST_CASE("an error names epoch, batch and the sample") {
    Noted training;
    training.validation_losses = {1};
    training.fails_at = 4;
    Loop loop;
    CHECK_THROWS_WITH_AS(loop(training, 2, 5, 2), "epoch 2, batch 1: row 0 is bad", NumberError);
    CHECK(loop.trained == 1);
}

} // namespace epochs_test
