// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <numeric>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/batches.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit_options.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/trainer.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Seconds since an arbitrary moment, from a clock that is never set back.
[[nodiscard]] LINNET_COLD inline double seconds_now() {
    std::timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace detail

namespace detail {

template <class L, class ModelType, class Data>
LINNET_COLD void check_fit(const ModelType& model, const Data& train,
                           const FitOptions<typename ModelType::scalar, Data>& options) {
    check_labelled<L>(model, train, "fit");
    static_cast<void>(checked_batch_size(options.batch_size, train.size(), "fit"));
    if (train.size() == 0) {
        fail<SettingError>({"fit: the data set is empty"});
    }
    if (options.validation != nullptr) {
        check_labelled<L>(model, *options.validation, "the validation of fit");
        if (options.validation->size() == 0) {
            fail<SettingError>({"fit: the validation set is empty"});
        }
    }
    const std::vector<std::string> names = metric_names<ModelType>(options.metrics, "fit");
    if (options.early_stopping) {
        check_watched(*options.early_stopping, names, options.validation != nullptr);
    }
}

/// Gives a trainer the settings of one call of `fit`, and restores its own at the end, even if `fit` throws.
template <class TrainerType>
class SettingsOfCall {
public:
    template <class Options>
    SettingsOfCall(TrainerType& trainer, const Options& options)
        : trainer_{trainer}, clip_{trainer.clip_global_norm}, l2_{trainer.l2_rows_in_batch} {
        trainer.clip_global_norm = options.clip_global_norm.value_or(clip_);
        trainer.l2_rows_in_batch = options.l2_rows_in_batch.value_or(l2_);
    }
    SettingsOfCall(const SettingsOfCall&) = delete;
    SettingsOfCall& operator=(const SettingsOfCall&) = delete;
    ~SettingsOfCall() {
        trainer_.clip_global_norm = clip_;
        trainer_.l2_rows_in_batch = l2_;
    }

private:
    TrainerType& trainer_;
    double clip_;
    double l2_;
};

} // namespace detail

template <class ModelType, Loss L, Optimizer O>
template <class Data>
LINNET_COLD History Trainer<ModelType, L, O>::fit(const Data& train,
                                                  std::type_identity_t<FitOptions<scalar, Data>> options) {
    detail::check_fit<L>(model_, train, options);
    const std::uint64_t seed = options.seed.value_or(model_.seed());
    constexpr std::size_t evaluation_batch = 1024;
    constexpr std::uint64_t shuffle_stream = std::uint64_t{1} << 63; // differs from the streams of layers and blocks
    const detail::SettingsOfCall settings{*this, options};
    std::optional<detail::EarlyStopper<scalar>> stopper;
    if (options.early_stopping) {
        stopper.emplace(*options.early_stopping);
    }
    detail::BatchesOf<ModelType, Data> buffer;
    buffer.reserve(std::min(options.batch_size, train.size()));
    std::vector<std::size_t> order(train.size());
    std::iota(order.begin(), order.end(), std::size_t{0});

    History history;
    bool stopped = false;
    for (std::size_t epoch = 1; epoch <= options.epochs && !stopped; ++epoch) {
        const double start = detail::seconds_now();
        const auto seconds = [start] { return detail::seconds_now() - start; };
        const std::uint64_t epoch_of_trainer = epochs + 1;
        if (options.shuffle) {
            shuffled_order(Random{seed, shuffle_stream + epoch_of_trainer}, order);
        }
        double total = 0.0;
        std::size_t first = 0;
        while (first < train.size() && !stopped) {
            const std::size_t count = std::min(options.batch_size, train.size() - first);
            const detail::ListedRows rows{order.data() + first};
            buffer.fill(train, count, rows, epoch_of_trainer);
            const double factor = options.learning_rate_factor ? options.learning_rate_factor(steps() + 1) : 1.0;
            const auto prepend_place = [&](RowError& error) {
                error.prepend(detail::text({"epoch ", epoch, ", batch ", first / options.batch_size + 1, ": "}));
            };
            try {
                detail::naming_rows([&](std::size_t row) { return rows(buffer.sample_of(row)); },
                                    [&] {
                                        const auto loss = step(buffer.batch(), buffer.targets(), factor);
                                        total += static_cast<double>(count) * static_cast<double>(loss);
                                    });
            } catch (DivergenceError& error) {
                prepend_place(error);
                throw;
            } catch (NumberError& error) {
                prepend_place(error);
                throw;
            }
            first += count;
            if (options.callback) {
                stopped = !options.callback({epoch, options.epochs, first, train.size(),
                                             total / static_cast<double>(first), seconds(), nullptr});
            }
        }
        epochs = epoch_of_trainer;
        EpochRecord record{epoch, total / static_cast<double>(first), {}, {}, seconds(), {}};
        if (options.average_unknown_rows) {
            average_unknown_rows();
        }
        if (options.validation != nullptr) {
            Evaluation evaluation =
                evaluate(model_, loss_, *options.validation, options.metrics, evaluation_batch, executor_);
            record.validation_loss = evaluation.loss;
            record.metrics = std::move(evaluation.metrics);
        } else if (!options.metrics.empty()) {
            record.metrics = evaluate(model_, loss_, train, options.metrics, evaluation_batch, executor_).metrics;
        }
        if (stopper) {
            stopped |= stopper->stops_after(record, model_.parameters());
        }
        history.epochs.push_back(std::move(record));
        if (options.callback && !stopped) {
            stopped = !options.callback({epoch, options.epochs, first, train.size(), history.epochs.back().loss,
                                         history.epochs.back().seconds, &history.epochs.back()});
        }
    }
    if (stopper) {
        history.best_epoch = stopper->best_epoch();
        stopper->restore(model_.parameters());
    }
    return history;
}

/// Trains a model for a number of epochs. Each epoch goes once through the data set, in an order shuffled by the seed,
/// in batches of which the last may be smaller. Returns a record for each epoch.
///
/// The data is a Dataset, or positives `with_negatives`. The result depends only on model, data, settings and seeds: it
/// has the same bits at every width and for any number of threads of an executor.
/// Throws SettingError for a batch size of 0, a training or validation set that is empty or has no labels, columns that
/// do not match, a metric of no head where the network has several, early stopping with nothing to watch, or settings
/// out of range; NumberError for a number that is NaN or infinite; DivergenceError if the loss or a gradient becomes
/// so, naming epoch and batch, and feature, row and value if one explains it; and what loss and layers throw. Errors
/// name rows of the data set. The model is as it was before that batch.
template <class ModelType, class L, class O, class Data>
LINNET_COLD History fit(ModelType& model, const L& loss, const O& optimizer, const Data& train,
                        std::type_identity_t<FitOptions<typename ModelType::scalar, Data>> options = {}) {
    if constexpr (Loss<L> && Optimizer<O>) {
        detail::check_fit<L>(model, train, options);
        Trainer<ModelType, L, O> trainer{model, loss, optimizer, options.executor};
        return trainer.fit(train, std::move(options));
    } else {
        static_assert(never<L>, "linnet: fit takes a model, a loss, an optimizer and the data, in this order.");
        return {};
    }
}

template <class ModelType, Loss L, Optimizer O>
template <class Data>
LINNET_COLD EpochRecord Trainer<ModelType, L, O>::partial_fit(const Data& part,
                                                              std::type_identity_t<FitOptions<scalar, Data>> options) {
    options.epochs = 1;
    return fit(part, std::move(options)).epochs[0];
}

} // namespace linnet::inline LINNET_ISA
