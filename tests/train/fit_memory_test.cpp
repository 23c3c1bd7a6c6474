// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/fit_memory.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace fit_memory_test {

using namespace linnet;

namespace {

constexpr detail::FitSetup setup{300, 32, 4};

History some_history() {
    History history;
    history.epochs.push_back({1, 0.75, 0.5, {{"auc", 0.1}, {"log loss", 0.2}}, 3.5, {}});
    history.epochs.push_back({2, 0.25, 1.0 / 3, {{"auc", 0.3}, {"log loss", std::nan("")}}, 4.5, {}});
    return history;
}

std::vector<NamedNumbers> without(std::vector<NamedNumbers> numbers, const std::string& name) {
    std::erase_if(numbers, [&](const NamedNumbers& some) { return some.name == name; });
    return numbers;
}

std::vector<NamedNumbers> with(std::vector<NamedNumbers> numbers, const std::string& name,
                               const std::vector<double>& values) {
    numbers = without(std::move(numbers), name);
    numbers.push_back({name, values});
    return numbers;
}

std::string problem(const std::vector<NamedNumbers>& numbers, const detail::FitSetup& own, bool stops_early) {
    History history = some_history();
    history.best_epoch = 7;
    detail::EarlyStopper stopper{EarlyStopping{}};
    try {
        detail::take_up(numbers, "file", own, history, stops_early ? &stopper : nullptr);
    } catch (const DataError& error) {
        CHECK(history.epochs.size() == 2);
        CHECK(history.best_epoch == 7);
        return error.what();
    }
    return "none";
}

} // namespace

TEST_CASE("history and early stopping come back as they were") {
    const History before = some_history();
    detail::EarlyStopper stopper{EarlyStopping{.patience = 2}};
    stopper.resume({-HUGE_VAL, 1, 1});
    const auto numbers = detail::numbers_of(setup, before, &stopper);

    History after;
    detail::EarlyStopper other{EarlyStopping{.patience = 2}};
    detail::take_up(numbers, "file", setup, after, &other);
    REQUIRE(after.epochs.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(after.epochs[i].epoch == i + 1);
        CHECK(after.epochs[i].loss == before.epochs[i].loss);
        CHECK(after.epochs[i].validation_loss == before.epochs[i].validation_loss);
        CHECK(after.epochs[i].seconds == before.epochs[i].seconds);
        CHECK(after.epochs[i].metrics["auc"] == before.epochs[i].metrics["auc"]);
        CHECK(!after.epochs[i].score);
    }
    CHECK(after.epochs[0].metrics == before.epochs[0].metrics);
    CHECK(std::isnan(after.epochs[1].metrics["log loss"]));
    CHECK(other.state().best == -HUGE_VAL);
    CHECK(other.best_epoch() == 1);
    CHECK(!other.stops());
    EpochRecord worse{3, 0, std::numeric_limits<double>::quiet_NaN(), {}, 0, {}};
    CHECK(!other.improves(worse));
    CHECK(other.stops()); // the second in a row, of which the first was kept

    const detail::EarlyStopper every_second{EarlyStopping{.every = 2, .score = [] { return 0.0; }}};
    detail::EarlyStopper goes_on{EarlyStopping{.every = 2, .score = [] { return 0.0; }}};
    History looked_at;
    looked_at.epochs.push_back({1, 0.5, {}, {}, 1, {}});
    looked_at.epochs.push_back({2, 0.5, {}, {}, 1, std::numeric_limits<double>::quiet_NaN()});
    detail::take_up(detail::numbers_of(setup, looked_at, &every_second), "file", setup, after, &goes_on);
    CHECK(!after.epochs[0].score);
    REQUIRE(after.epochs[1].score);
    CHECK(std::isnan(*after.epochs[1].score));

    History scored;
    scored.epochs.push_back({1, 0.5, {}, {}, 1, 0.125});
    detail::take_up(detail::numbers_of(setup, scored, nullptr), "file", setup, after, nullptr);
    REQUIRE(after.epochs.size() == 1);
    CHECK(after.epochs[0].score == 0.125);
    CHECK(!after.epochs[0].validation_loss);
    CHECK(after.epochs[0].metrics.empty());
}

TEST_CASE("numbers that are damaged, or of another call, are refused in a sentence") {
    const auto numbers = detail::numbers_of(setup, some_history(), nullptr);
    CHECK(problem(numbers, setup, false) == "none");
    CHECK(problem(numbers, {301, 32, 4}, false) == "file: is of another call of fit, on 300 samples, not 301");
    CHECK(problem(numbers, {300, 33, 4}, false) == "file: is of another call of fit, in batches of 32, not 33");
    CHECK(problem(numbers, {300, 32, 0}, false) ==
          "file: is of another call of fit, by a trainer after 4 epochs, not 0");
    CHECK(problem(with(numbers, "samples", {-1}), setup, false) == "file: is damaged: 'samples' is -1.000000");
    CHECK(problem(with(numbers, "samples", {std::nan("")}), setup, false) == "file: is damaged: 'samples' is nan");
    CHECK(problem(numbers, setup, true) == "file: is of another call of fit, without early stopping");
    CHECK(problem(without(numbers, "batch_size"), setup, false) ==
          "file: is no checkpoint of fit: it has no 1 numbers 'batch_size'");
    CHECK(problem(detail::numbers_of(setup, {}, nullptr), setup, false) ==
          "file: is no checkpoint of fit: it has no 0 numbers 'loss'"); // nothing is kept before an epoch is over
    CHECK(problem({}, setup, false) == "file: is no checkpoint of fit: it has no 1 numbers 'samples'");
    CHECK(problem(with(numbers, "seconds", {1}), setup, false) ==
          "file: is no checkpoint of fit: it has no 2 numbers 'seconds'");
    CHECK(problem(with(numbers, "metric/auc", {1, 2, 3}), setup, false) ==
          "file: is no checkpoint of fit: it has no 2 numbers 'metric/auc'");

    const detail::EarlyStopper stopper{EarlyStopping{}};
    const auto watched = detail::numbers_of(setup, some_history(), &stopper);
    CHECK(problem(watched, setup, true) == "none");
    CHECK(problem(watched, setup, false) == "file: is of another call of fit, with early stopping");
    CHECK(problem(with(watched, "early_stopping", {1, 2}), setup, true) ==
          "file: is no checkpoint of fit: it has no 3 numbers 'early_stopping'");
    CHECK(problem(with(watched, "early_stopping", {1, 3, 0}), setup, true) ==
          "file: is damaged: early stopping counts 3.000000 of 2 epochs");
    CHECK(problem(with(watched, "early_stopping", {1, 1, std::nan("")}), setup, true) ==
          "file: is damaged: early stopping counts nan of 2 epochs");
}

} // namespace fit_memory_test
