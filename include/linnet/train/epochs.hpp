// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/fit_checkpoint.hpp>
#include <linnet/core/function.hpp>
#include <linnet/train/batches.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/fit_memory.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/progress.hpp>

// The loop of `fit`, which is the same for every network, loss, optimizer and data set.
namespace linnet::inline LINNET_ISA::detail {

/// A training as the loop sees it. `work` takes one step on the samples that are listed.
class Training : public BatchWorker {
public:
    std::uint64_t epoch = 0;           ///< since the trainer was made, from 1; each draws other negatives
    double learning_rate_factor = 1.0; ///< of the next step
    double loss = 0.0;                 ///< of the last step

    /// The number of steps of all epochs so far.
    [[nodiscard]] virtual std::uint64_t steps() const = 0;
    virtual void average_unknown_rows() = 0;
    /// Writes the validation loss and the metrics to the record.
    virtual void evaluate(EpochRecord& record) = 0;
    virtual void keep_parameters() = 0;
    virtual void restore_parameters() = 0;
    [[nodiscard]] virtual bool keeps_parameters() const = 0;
    [[nodiscard]] virtual std::uint64_t shuffling_seed() const = 0;

    // Of the checkpoint, if there is one: what FitCheckpoint does, for the parameters that are kept.
    [[nodiscard]] virtual bool has_checkpoint() const = 0;
    [[nodiscard]] virtual std::string checkpoint_name() const = 0;
    [[nodiscard]] virtual bool read_checkpoint(std::vector<NamedNumbers>& numbers) = 0;
    virtual void restore_checkpoint() = 0;
    virtual void save_checkpoint(const std::vector<NamedNumbers>& numbers) = 0;
    virtual void remove_checkpoint() = 0;

protected:
    ~Training() = default;
};

/// The settings of `fit` that the loop reads.
struct EpochSettings {
    std::size_t epochs;
    std::size_t samples;
    std::size_t batch_size;
    bool shuffle;
    bool average_unknown_rows;
    const std::optional<EarlyStopping>& early_stopping;
    const Function<bool(const Progress&)>& callback;
    const Function<double(std::uint64_t)>& learning_rate_factor;
};

/// Trains for some epochs; `trained` counts those of all calls. An epoch that the callback stops is the last. With a
/// checkpoint, goes on after the last whole epoch of a call that was interrupted.
[[nodiscard]] History train_epochs(Training& training, const EpochSettings& settings, std::uint64_t& trained);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <algorithm>
#include <ctime>
#include <numeric>
#include <utility>

#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Seconds since an arbitrary moment, from a clock that is never set back.
[[nodiscard]] LINNET_COLD inline double seconds_now() {
    std::timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Trains on the batches of one epoch, in the given order; false if the callback stops. `total` becomes the sum of the
/// losses of the samples, `seen` their number.
LINNET_HOT inline bool train_epoch(Training& training, const EpochSettings& settings,
                                   std::span<const std::size_t> order, std::size_t epoch, double start, double& total,
                                   std::size_t& seen) {
    while (seen < order.size()) {
        const std::size_t count = std::min(settings.batch_size, order.size() - seen);
        training.learning_rate_factor =
            settings.learning_rate_factor ? settings.learning_rate_factor(training.steps() + 1) : 1.0;
        const auto prepend_place = [&](RowError& error) {
            error.prepend(text({"epoch ", epoch, ", batch ", seen / settings.batch_size + 1, ": "}));
        };
        try {
            work_on(training, order.subspan(seen, count));
        } catch (DivergenceError& error) {
            prepend_place(error);
            throw;
        } catch (NumberError& error) {
            prepend_place(error);
            throw;
        }
        total += static_cast<double>(count) * training.loss;
        seen += count;
        if (settings.callback &&
            !settings.callback({epoch, settings.epochs, seen, order.size(), total / static_cast<double>(seen),
                                seconds_now() - start, nullptr})) {
            return false;
        }
    }
    return true;
}

LINNET_COLD LINNET_DEFINITION History train_epochs(Training& training, const EpochSettings& settings,
                                                   std::uint64_t& trained) {
    constexpr std::uint64_t shuffle_stream = std::uint64_t{1} << 63; // differs from the streams of layers and blocks
    std::optional<EarlyStopper> stopper;
    if (settings.early_stopping) {
        stopper.emplace(*settings.early_stopping);
    }
    std::vector<std::size_t> order(settings.samples);
    std::iota(order.begin(), order.end(), std::size_t{0});

    History history;
    EarlyStopper* const watching = stopper ? &*stopper : nullptr;
    const FitSetup setup{settings.samples, settings.batch_size, trained};
    std::vector<NamedNumbers> kept;
    if (training.has_checkpoint() && training.read_checkpoint(kept)) {
        take_up(kept, training.checkpoint_name(), setup, history, watching);
        if (stopper && stopper->restores() && stopper->best_epoch() != 0 && !training.keeps_parameters()) {
            fail<DataError>(
                {training.checkpoint_name(), ": is of another call of fit, which does not restore the best weights"});
        }
        training.restore_checkpoint();
    }
    bool interrupted = false;
    bool stopped = stopper && stopper->stops();
    for (std::size_t epoch = history.epochs.size() + 1; epoch <= settings.epochs && !stopped; ++epoch) {
        const double start = seconds_now();
        training.epoch = trained + 1;
        if (settings.shuffle) {
            shuffled_order(Random{training.shuffling_seed(), shuffle_stream + training.epoch}, order);
        }
        double total = 0.0;
        std::size_t seen = 0;
        interrupted = !train_epoch(training, settings, order, epoch, start, total, seen);
        stopped = interrupted;
        trained = training.epoch;
        EpochRecord record{epoch, total / static_cast<double>(seen), {}, {}, seconds_now() - start, {}};
        if (settings.average_unknown_rows) {
            training.average_unknown_rows();
        }
        training.evaluate(record);
        if (stopper && (stopped || epoch == settings.epochs || stopper->looks_after(epoch))) {
            if (stopper->improves(record) && stopper->restores()) {
                training.keep_parameters();
            }
            stopped |= stopper->stops();
        }
        history.epochs.push_back(std::move(record));
        if (training.has_checkpoint() && !interrupted) {
            training.save_checkpoint(numbers_of(setup, history, watching));
        }
        const EpochRecord& last = history.epochs.back();
        if (settings.callback && !stopped) {
            stopped =
                !settings.callback({epoch, settings.epochs, seen, settings.samples, last.loss, last.seconds, &last});
        }
    }
    if (stopper) {
        history.best_epoch = stopper->best_epoch();
        if (history.best_epoch != 0 && stopper->restores()) {
            training.restore_parameters();
        }
    }
    const bool ended = !interrupted && ((stopper && stopper->stops()) || history.epochs.size() >= settings.epochs);
    if (training.has_checkpoint() && ended) {
        training.remove_checkpoint();
    }
    return history;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
