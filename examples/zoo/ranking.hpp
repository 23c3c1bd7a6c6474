// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Which film will a person see next? The task of all models that rank: what 943 people saw, the last film of each to
// test, among 99 others and among all.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include <linnet/linnet.hpp>

#include "../leave_one_out.hpp"
#include "profiles.hpp"
#include "result.hpp"

namespace zoo {

namespace ln = linnet;

using leave_one_out::Films;
using leave_one_out::Item;
using leave_one_out::User;

struct Ranking {
    bool real = false;
    Films films;
    Profiles profiles; ///< of people and films, for models that read them
};

/// Splits a log, of each user the last item to test and the one before to validate, and draws 99 items that the user
/// did not have. Nothing is known about items: their genres are zeros.
[[nodiscard]] Films split_films(const ln::Interactions& log);

/// MovieLens-100K in a folder with `splits`, or made-up purchases for an empty one.
[[nodiscard]] Ranking read_ranking(const std::string& folder);

/// Adds to a result, of one of several seeds, what training cost and what a scorer is worth.
template <ln::Scorer S>
void add_seed(Result& result, const Ranking& ranking, const S& scorer, const ln::History& history,
              std::size_t parameters, std::size_t seeds) {
    const leave_one_out::Row row = leave_one_out::judge(scorer, ranking.films);
    const auto share = static_cast<double>(seeds);
    result.of_seeds.push_back(row[0]);
    result.second += row[2] / share;
    result.coverage += row[7] / share;
    result.variety += row[9] / share;
    for (const auto& epoch : history.epochs) {
        result.seconds_per_epoch += epoch.seconds / (static_cast<double>(history.epochs.size()) * share);
    }
    result.epochs += static_cast<double>(history.best_epoch) / share;
    result.parameters = parameters;
    std::fprintf(stderr, "%s: hit rate %.4f after %zu of %zu epochs; NDCG@10 of the validation %.4f\n",
                 result.name.c_str(), row[0], history.best_epoch, history.epochs.size(),
                 *history.epochs[history.best_epoch - 1].score);
}

struct RankingTraining {
    std::size_t epochs = 60;
    std::size_t batch_size = 256; ///< positives
    std::size_t negatives = 4;    ///< for each of them
    double l2_rows = 0.0;
    std::size_t patience = 5; ///< epochs without a better NDCG@10 on the validation data
    bool among_99 = false;    ///< whether that is among the sampled items, which is faster, or among all
    // Of made-up data, which are few:
    std::size_t made_up_epochs = 5;
    std::size_t made_up_batch_size = 128;
};

/// Trains the models that `model_of(seed)` makes, of three seeds, on the samples `source_of(seed)`. `scorer_of(model)`
/// ranks for the validation, and `tested_scorer_of(model)` for the test.
template <class ModelOf, class SourceOf, class ScorerOf, class TestedScorerOf, class Loss, class Optimizer>
Result train_seeds(const Ranking& ranking, Result result, const ModelOf& model_of, const SourceOf& source_of,
                   const ScorerOf& scorer_of, const TestedScorerOf& tested_scorer_of, const Loss& loss,
                   const Optimizer& optimizer, const RankingTraining& training) {
    const Films& films = ranking.films;
    const std::size_t seeds = ranking.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        auto model = model_of(seed);
        const auto validation_score = [&] {
            const auto scorer = scorer_of(model);
            if (training.among_99) {
                return ln::evaluate_ranking(scorer, films.validation,
                                            {.metrics = {ln::NdcgAt{10}}, .sampled = &films.sampled})
                    .accuracy["ndcg@10 [uniform 99]"];
            }
            return ln::evaluate_ranking(scorer, films.validation,
                                        {.metrics = {ln::NdcgAt{10}}, .exclude_seen = {&films.seen}})
                .accuracy["ndcg@10"];
        };
        const auto& source = source_of(seed);
        const auto history =
            ln::fit(model, loss, optimizer, source,
                    {.epochs = ranking.real ? training.epochs : training.made_up_epochs,
                     .batch_size = ranking.real ? training.batch_size : training.made_up_batch_size,
                     .early_stopping = ln::EarlyStopping{.patience = training.patience, .score = validation_score},
                     .l2_rows_in_batch = training.l2_rows});
        add_seed(result, ranking, tested_scorer_of(model), history, model.parameters().count(), seeds);
    }
    return result;
}

/// Trains a network of the user and the item.
template <class Network, class Loss, class Optimizer>
Result train(const Ranking& ranking, Result result, const Loss& loss, const Optimizer& optimizer,
             const RankingTraining& training) {
    const Films& films = ranking.films;
    const auto model_of = [&](std::uint64_t seed) {
        ln::Model<Network> model{seed, films.vocabularies};
        if constexpr (ln::Model<Network>::graph_layers != 0) {
            model.template set_graph<User, Item>(films.seen);
        }
        return model;
    };
    const auto source_of = [&](std::uint64_t seed) {
        return ln::with_negatives<User, Item>(films.train, films.seen,
                                              ln::UniformNegatives{.count = training.negatives}, {.seed = seed});
    };
    const auto scorer_of = [](const ln::Model<Network>& model) {
        return ln::ModelScorer<ln::Model<Network>, User, Item>{model};
    };
    return train_seeds(ranking, std::move(result), model_of, source_of, scorer_of, scorer_of, loss, optimizer,
                       training);
}

} // namespace zoo
