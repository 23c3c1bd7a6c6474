// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Which film will a person see next, told by the films before it, in their order? The same task as ranking.hpp, for
// models that read the history instead of the user. To test they also know the film that validates.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "ranking.hpp"

namespace zoo {

using History = ln::Sequence<"history", ln::dynamic, 50>;
using Histories = ln::Dataset<ln::TypeList<History>>;

struct SequenceTraining {
    std::size_t epochs = 400;
    std::size_t batch_size = 128;
    std::size_t patience = 60; ///< they stay at what is popular for tens of epochs
};

/// What each user saw by the end of a log.
template <class Vocabularies>
Histories histories_of(const Ranking& ranking, const ln::Interactions& log, const Vocabularies& vocabularies) {
    Histories histories;
    const auto column = ln::user_histories<History>(log, ranking.films.vocabularies.of<User>(), vocabularies);
    for (std::size_t user = 0; user < column.size(); ++user) {
        const auto seen = column.of(user);
        histories.add(0.0F, std::vector<ln::row_id>(seen.begin(), seen.end()));
    }
    return histories;
}

/// Trains a network with three seeds, at every step of the histories.
template <class Network, class Optimizer>
Result train_sequences(const Ranking& ranking, Result result, const Optimizer& optimizer,
                       const SequenceTraining& training = {}) {
    const Films& films = ranking.films;
    ln::Vocabularies<Network> vocabularies;
    vocabularies.template of<Item>() = films.vocabularies.of<Item>();
    const Histories seen = histories_of(ranking, films.train_log, vocabularies);
    const Histories seen_to_test =
        histories_of(ranking, ln::concat(films.train_log, films.validation_log), vocabularies);
    ln::Dataset<ln::TypeList<History, Item>> data;
    for (std::size_t user = 0; user < seen.size(); ++user) {
        const auto films_seen = seen.column<History>().of(user);
        if (films_seen.size() > 1) {
            data.add(1.0F, std::vector<ln::row_id>(films_seen.begin(), films_seen.end() - 1), films_seen.back());
        }
    }
    using Model = ln::Model<Network>;
    using Scorer = ln::TowerScorer<Model, User, Item, Histories>;
    const std::size_t seeds = ranking.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Model model{seed, vocabularies};
        const auto validation_score = [&] {
            return ln::evaluate_ranking(Scorer{model, &seen}, films.validation,
                                        {.metrics = {ln::NdcgAt{10}}, .exclude_seen = {&films.seen}})
                .accuracy["ndcg@10"];
        };
        const auto history =
            ln::fit(model, ln::NextItemLoss<History, Item>{}, optimizer, data,
                    {.epochs = ranking.real ? training.epochs : 20,
                     .batch_size = ranking.real ? training.batch_size : 32, // of few people
                     .early_stopping = ln::EarlyStopping{.patience = training.patience, .score = validation_score}});
        add_seed(result, ranking, Scorer{model, &seen_to_test}, history, model.parameters().count(), seeds);
    }
    return result;
}

} // namespace zoo
