// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Will a person like a film, and love it? The task of all models of several tasks: the ratings of clicks.hpp, of which
// 4 and 5 are a like and 5 is love. No film is loved that is not liked, as nothing is bought that was not clicked.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include <linnet/linnet.hpp>

#include "clicks.hpp"
#include "result.hpp"

namespace zoo {

using TwoLabels = ln::Dataset<Samples::features, 2>; ///< like, love

struct Tasks {
    Clicks clicks;
    Parts<TwoLabels> parts;
};

/// MovieLens-100K in a folder with `splits`, or made-up ratings for an empty one.
[[nodiscard]] Tasks read_tasks(const std::string& folder);

/// One of the label columns.
[[nodiscard]] std::vector<float> label(const TwoLabels& samples, std::size_t task);

/// The samples with one of the labels alone.
[[nodiscard]] Samples of_task(const TwoLabels& samples, std::size_t task);

/// Adds to a result, of one of several seeds, what two functions of samples are worth, and lists by the first.
template <class Like, class Love>
void add_seed(Result& result, const Tasks& tasks, const Like& like, const Love& love, std::size_t seeds) {
    const TwoLabels& test = tasks.parts.test;
    const auto auc = [&](const std::vector<float>& scores, std::size_t task) {
        const std::vector<float> labels = label(test, task);
        return ln::Auc{}(std::span<const float>{scores}, std::span<const float>{labels});
    };
    add_diversity<Samples>(result, tasks.clicks, like, seeds);
    const Samples samples = of_task(test, 0);
    result.of_seeds.push_back(auc(like(samples), 0));
    result.second += auc(love(samples), 1) / static_cast<double>(seeds);
    std::fprintf(stderr, "%s, seed %zu: AUC of likes %.4f\n", result.name.c_str(), result.of_seeds.size(),
                 result.of_seeds.back());
}

/// Trains a network with a head for each task with three seeds.
template <class Network>
Result train(const Tasks& tasks, Result result, const Training& training) {
    const std::size_t seeds = tasks.clicks.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        auto model = model_of<Network>(seed, tasks.clicks.vocabularies);
        const auto history = ln::fit(model, ln::Losses<ln::BinaryCrossEntropy, ln::BinaryCrossEntropy>{},
                                     ln::Adam::pytorch(1e-3), tasks.parts.train,
                                     {.epochs = tasks.clicks.real ? training.epochs : 3,
                                      .batch_size = training.batch_size,
                                      .validation = &tasks.parts.validation,
                                      .early_stopping = ln::EarlyStopping{.patience = training.patience},
                                      .l2_rows_in_batch = training.l2_rows});
        for (const auto& epoch : history.epochs) {
            result.seconds_per_epoch += epoch.seconds / static_cast<double>(history.epochs.size() * seeds);
        }
        result.epochs += static_cast<double>(history.best_epoch) / static_cast<double>(seeds);
        result.parameters = model.parameters().count();
        const auto head = [&model](std::size_t task) {
            return [&model, task](const Samples& samples) {
                const std::vector<float> of_both = ln::predict(model, samples);
                std::vector<float> scores;
                for (std::size_t s = task; s < of_both.size(); s += 2) {
                    scores.push_back(of_both[s]);
                }
                return scores;
            };
        };
        std::fprintf(stderr, "%zu of %zu epochs; %.4f on the validation data. ", history.best_epoch,
                     history.epochs.size(), history.epochs[history.best_epoch - 1].validation_loss.value_or(0.0));
        add_seed(result, tasks, head(0), head(1), seeds);
    }
    return result;
}

} // namespace zoo
