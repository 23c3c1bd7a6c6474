// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/function.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/history.hpp>

namespace linnet::inline LINNET_ISA {

/// When `fit` stops before its last epoch: after `patience` epochs in a row without an improvement on the best one. It
/// watches `score()` if that is given, such as NDCG@10 of the validation users; otherwise the metric with that name;
/// otherwise the validation loss. NaN is worse than any number. A score that takes as long as some epochs need not be
/// computed after each: with `every`, it looks after every so many epochs and after the last one, `patience` counts
/// looks, and the best weights are those of an epoch that it looked at.
/// Source: Keras `EarlyStopping`.
struct EarlyStopping {
    std::size_t patience = 3;
    std::size_t every = 1;            ///< looks after every so many epochs
    double min_delta = 0.0;           ///< an improvement must be larger than this
    Function<double()> score = {};    ///< called at each look; higher is better
    std::string metric = {};          ///< one of the metrics of `fit`, as results call it; higher is better,
    bool lower_is_better = false;     ///< unless this is set
    bool restore_best_weights = true; ///< after the last epoch, give the model back the weights of its best epoch
};

namespace detail {

/// Throws SettingError if there is nothing to watch, it never looks, or the metric to watch is not one of `metrics`.
LINNET_COLD inline void check_watched(const EarlyStopping& settings, const std::vector<std::string>& metrics,
                                      bool has_validation) {
    if (settings.every == 0) {
        fail<SettingError>({"early stopping looks after every 0 epochs; it must be at least 1"});
    }
    if (settings.score) {
        return;
    }
    if (settings.metric.empty()) {
        if (!has_validation) {
            fail<SettingError>({"early stopping needs a validation set, a metric or a score to watch"});
        }
        return;
    }
    std::string known;
    for (const std::string& metric : metrics) {
        if (metric == settings.metric) {
            return;
        }
        append(known, {known.empty() ? "" : ", ", metric});
    }
    fail<SettingError>({"early stopping watches the metric '", settings.metric,
                        "', which fit does not compute; it has ", known.empty() ? "none" : known});
}

/// Watches the epochs of one call of `fit`.
class EarlyStopper {
public:
    LINNET_COLD explicit EarlyStopper(const EarlyStopping& settings) : settings_{settings} {}

    /// Whether it looks after this epoch, unless it is the last one, after which it always does.
    [[nodiscard]] bool looks_after(std::size_t epoch) const { return epoch % settings_.every == 0; }

    /// Records what is watched after an epoch. Returns whether it is the best epoch so far.
    LINNET_COLD bool improves(EpochRecord& record) {
        const double value = watched(record);
        record.score = settings_.score ? std::optional<double>{value} : std::nullopt;
        const bool lower = !settings_.score && (settings_.metric.empty() || settings_.lower_is_better);
        const double rank = std::isnan(value) ? -HUGE_VAL : lower ? -value : value;
        if (state_.best_epoch != 0 && !(rank > state_.best + settings_.min_delta)) {
            ++state_.waited;
            return false;
        }
        state_ = {rank, record.epoch, 0};
        return true;
    }

    /// Whether as many looks as the patience allows brought no improvement.
    [[nodiscard]] bool stops() const { return state_.waited != 0 && state_.waited >= settings_.patience; }
    [[nodiscard]] bool restores() const { return settings_.restore_best_weights; }
    [[nodiscard]] std::size_t best_epoch() const { return state_.best_epoch; }

    /// What it has seen so far, for another to go on.
    struct State {
        double best = 0.0; ///< of what is watched; higher is better
        std::size_t best_epoch = 0;
        std::size_t waited = 0; ///< looks without an improvement
    };
    [[nodiscard]] const State& state() const { return state_; }
    void resume(const State& state) { state_ = state; }

private:
    [[nodiscard]] double watched(const EpochRecord& record) const {
        if (settings_.score) {
            return settings_.score();
        }
        if (settings_.metric.empty()) {
            return *record.validation_loss;
        }
        return record.metrics[settings_.metric];
    }

    EarlyStopping settings_;
    State state_;
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
