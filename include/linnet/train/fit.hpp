// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/batches.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit_options.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/trainer.hpp>

namespace linnet {

namespace detail {

/// Seconds since some moment, from a clock that is never set back. <chrono> costs 0.1 s in every program that trains.
[[nodiscard]] LINNET_COLD inline double seconds_now() {
    std::timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace detail

/// Trains a model for a number of epochs: each goes once through the data set, in an order shuffled by the seed, in
/// batches (the last one may be smaller). Returns a record per epoch.
///
/// The result is a function of model, data, settings and seeds: the same bits at every width and for any number of
/// threads of an executor.
/// Throws SettingError for a batch size of 0, an empty or unlabelled data or validation set, or columns that do not
/// match;
/// DivergenceError if a loss is NaN or infinite, naming epoch and batch, with the model as it was before that batch;
/// and what the layers throw.
template <class ModelType, Loss L, Optimizer O, class Data>
LINNET_COLD History fit(ModelType& model, const L& loss, const O& optimizer, const Data& train,
                        const std::type_identity_t<FitOptions<typename ModelType::scalar, Data>>& options = {}) {
    detail::check_labelled<ModelType>(train, "fit");
    detail::check_batch_size(options.batch_size, "fit");
    if (train.size() == 0) {
        detail::fail<SettingError>({"fit: the data set is empty"});
    }
    if (options.validation != nullptr) {
        detail::check_labelled<ModelType>(*options.validation, "the validation of fit");
        if (options.validation->size() == 0) {
            detail::fail<SettingError>({"fit: the validation set is empty"});
        }
    }
    const std::uint64_t seed = options.seed.value_or(model.seed());
    constexpr std::size_t evaluation_batch = 1024;
    constexpr std::uint64_t shuffle_stream = std::uint64_t{1} << 63; // apart from the streams of layers and blocks
    Trainer<ModelType, L, O> trainer{model, loss, optimizer, options.executor};
    detail::BatchesOf<ModelType, Data> buffer;
    buffer.reserve(std::min(options.batch_size, train.size()));
    std::vector<std::size_t> order(train.size());
    std::iota(order.begin(), order.end(), std::size_t{0});

    History history;
    bool stopped = false;
    for (std::size_t epoch = 1; epoch <= options.epochs && !stopped; ++epoch) {
        const double start = detail::seconds_now();
        const auto seconds = [start] { return detail::seconds_now() - start; };
        if (options.shuffle) {
            shuffled_order(Random{seed, shuffle_stream + epoch}, order);
        }
        double total = 0.0;
        std::size_t first = 0;
        while (first < train.size() && !stopped) {
            const std::size_t count = std::min(options.batch_size, train.size() - first);
            buffer.fill(train, count, detail::ListedRows{order.data() + first});
            try {
                total += static_cast<double>(count) *
                         static_cast<double>(trainer.step(buffer.batch(), buffer.labels(), buffer.weights()));
            } catch (const DivergenceError& error) {
                detail::fail<DivergenceError>(
                    {"epoch ", epoch, ", batch ", first / options.batch_size + 1, ": ", error.what()});
            }
            first += count;
            if (options.callback) {
                stopped = !options.callback({epoch, options.epochs, first, train.size(),
                                             total / static_cast<double>(first), seconds(), nullptr});
            }
        }
        EpochRecord record{epoch, total / static_cast<double>(first), {}, {}, seconds()};
        if (options.validation != nullptr) {
            Evaluation evaluation =
                evaluate(model, loss, *options.validation, options.metrics, evaluation_batch, options.executor);
            record.validation_loss = evaluation.loss;
            record.metrics = std::move(evaluation.metrics);
        } else if (!options.metrics.empty()) {
            record.metrics = evaluate(model, loss, train, options.metrics, evaluation_batch, options.executor).metrics;
        }
        history.epochs.push_back(std::move(record));
        if (options.callback && !stopped) {
            stopped = !options.callback({epoch, options.epochs, first, train.size(), history.epochs.back().loss,
                                         history.epochs.back().seconds, &history.epochs.back()});
        }
    }
    return history;
}

} // namespace linnet
