// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Which film will a person see next, told by the films before it, in their order? The same task as ranking.hpp, for
// models that read the history instead of the user. To test they also know the film that validates.
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "ranking.hpp"

namespace zoo {

using History = ln::Sequence<"history", ln::dynamic, 50>;
using Histories = ln::Dataset<ln::TypeList<History>>;

/// They stay at what is popular for tens of epochs.
inline constexpr RankingTraining sequence_training{
    .epochs = 400, .batch_size = 128, .patience = 60, .made_up_epochs = 20, .made_up_batch_size = 32};

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

/// Trains a network at every step of the histories, or at those that the loss compares.
template <class Network, class Optimizer, class Loss = ln::NextItemLoss<History, Item>>
Result train_sequences(const Ranking& ranking, Result result, const Optimizer& optimizer,
                       const RankingTraining& training = sequence_training, const Loss& loss = {}) {
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
    const auto model_of = [&](std::uint64_t seed) { return Model{seed, vocabularies}; };
    const auto source_of = [&](std::uint64_t) -> const auto& { return data; };
    const auto scorer_over = [](const Histories& histories) {
        return [&](const Model& model) { return ln::TowerScorer<Model, User, Item, Histories>{model, &histories}; };
    };
    return train_seeds(ranking, std::move(result), model_of, source_of, scorer_over(seen), scorer_over(seen_to_test),
                       loss, optimizer, training);
}

} // namespace zoo
