// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/early_stopping.hpp>

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace early_stopping_test {

using namespace linnet;

namespace {

/// Epochs until it stops (0: never), for a validation loss per epoch; `left` becomes the epoch whose weights stay.
std::size_t epochs_until_stop(const EarlyStopping& settings, const std::vector<double>& losses,
                              std::size_t* left = nullptr, std::size_t* best = nullptr) {
    detail::EarlyStopper stopper{settings};
    std::size_t stop = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < losses.size() && stop == 0; ++i) {
        EpochRecord record{i + 1, 0.0, losses[i], {{"auc", -losses[i]}}, 0.0, {}};
        kept = stopper.improves(record) || !stopper.restores() ? i + 1 : kept;
        stop = stopper.stops() ? i + 1 : 0;
    }
    if (left != nullptr) {
        *left = kept;
    }
    if (best != nullptr) {
        *best = stopper.best_epoch();
    }
    return stop;
}

} // namespace

TEST_CASE("it stops after as many epochs in a row without a better one as its patience says") {
    std::size_t left = 0;
    std::size_t best = 0;
    CHECK(epochs_until_stop({.patience = 2}, {5, 4, 4.5, 3, 3.5, 3.2, 1}, &left, &best) == 6);
    CHECK(left == 4);
    CHECK(best == 4);
    CHECK(epochs_until_stop({.patience = 3}, {5, 4, 4.5, 3, 3.5, 3.2, 1}, &left, &best) == 0);
    CHECK(left == 7);
    CHECK(epochs_until_stop({.patience = 1}, {5, 5}) == 2);
    CHECK(epochs_until_stop({.patience = 2, .restore_best_weights = false}, {1, 2, 3}, &left) == 3);
    CHECK(left == 3);
}

TEST_CASE("a change within min_delta is none, and NaN is worse than anything") {
    CHECK(epochs_until_stop({.patience = 2, .min_delta = 0.5}, {5, 4.6, 4.5}) == 3);
    CHECK(epochs_until_stop({.patience = 2, .min_delta = 0.5}, {5, 4.4, 4.3, 4.2}) == 4);
    std::size_t best = 0;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(epochs_until_stop({.patience = 2}, {nan, 9, nan, nan}, nullptr, &best) == 4);
    CHECK(best == 2);
}

TEST_CASE("a metric is better when it is higher, unless it says otherwise; so is a score") {
    CHECK(epochs_until_stop({.patience = 1, .metric = "auc"}, {3, 2, 1, 1.5}) == 4);
    CHECK(epochs_until_stop({.patience = 1, .metric = "auc", .lower_is_better = true}, {3, 2}) == 2);
    double score = 0;
    EarlyStopping settings{.patience = 1, .score = [&] { return score; }};
    detail::EarlyStopper stopper{settings};
    EpochRecord record{1, 0.0, {}, {}, 0.0, {}};
    CHECK(stopper.improves(record));
    CHECK(record.score == 0.0);
    score = 1;
    CHECK(stopper.improves(record));
    CHECK(!stopper.stops());
    CHECK(!stopper.improves(record));
    CHECK(stopper.stops());
}

TEST_CASE("what cannot be watched is refused") {
    const std::vector<std::string> metrics{"accuracy", "auc"};
    CHECK_THROWS_WITH_AS(detail::check_watched({}, metrics, false),
                         "early stopping needs a validation set, a metric or a score to watch", SettingError);
    CHECK_NOTHROW(detail::check_watched({}, metrics, true));
    CHECK_NOTHROW(detail::check_watched({.metric = "auc"}, metrics, false));
    CHECK_NOTHROW(detail::check_watched({.score = [] { return 1.0; }, .metric = "recall"}, metrics, false));
    CHECK_THROWS_WITH_AS(detail::check_watched({.every = 0, .score = [] { return 1.0; }}, metrics, true),
                         "early stopping looks after every 0 epochs; it must be at least 1", SettingError);
    CHECK_THROWS_WITH_AS(detail::check_watched({.metric = "recall"}, metrics, true),
                         "early stopping watches the metric 'recall', which fit does not compute; it has accuracy, auc",
                         SettingError);
    CHECK_THROWS_WITH_AS(detail::check_watched({.metric = "recall"}, {}, true),
                         "early stopping watches the metric 'recall', which fit does not compute; it has none",
                         SettingError);
}

} // namespace early_stopping_test
