// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// What else did a person see or hear? The task of all models that are judged on a whole catalogue, all of it but what a
// person is known to have had: MovieLens-1M as LCFN and UltraGCN split it, 6,022 people and 3,043 films, an eighth of
// what each saw to test; and Last.fm as LightGCN's authors split it, 1,892 people, of whom 1,878 heard 4,476 artists in
// training, a fifth of all to test, and who is a friend of whom.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <linnet/linnet.hpp>

#include "result.hpp"

namespace zoo {

namespace ln = linnet;

enum class CatalogueData { movielens_1m, lastfm };

/// Who had what, as pairs and as lists.
struct Seen {
    ln::Dataset<ln::TypeList<ln::Categorical<"user">, ln::Categorical<"item">>> pairs;
    ln::UserItems log;
};

struct Catalogue {
    using User = ln::Categorical<"user">;
    using Item = ln::Categorical<"item">;
    /// The rows of items, of which row 0 is that of unknown ones.
    static constexpr std::size_t movielens_1m_rows = 3044;
    static constexpr std::size_t lastfm_rows = 4477;

    bool real = false;
    CatalogueData data = CatalogueData::movielens_1m;
    ln::Vocabularies<ln::TypeList<User, Item>> vocabularies;
    Seen train;               ///< to train on
    ln::UserItems test;       ///< what else they had
    Seen most_of_train;       ///< nine tenths of it, to choose settings by
    ln::UserItems validation; ///< the other tenth
    /// User `friends[0][i]` is a friend of `friends[1][i]`, in rows; of MovieLens nobody is.
    std::array<std::vector<ln::row_id>, 2> friends = {};

    /// The one of two settings that is for this data.
    template <class Setting>
    [[nodiscard]] Setting of(Setting movielens_1m, Setting lastfm) const {
        return data == CatalogueData::lastfm ? lastfm : movielens_1m;
    }
};

/// The split in a folder with `train.txt` and `test.txt`, or made-up lists for an empty one.
[[nodiscard]] Catalogue read_catalogue(const std::string& folder, CatalogueData data);

/// Recall@20 and NDCG@20 of a scorer, and the share of the catalogue on some list of ten.
template <ln::Scorer S>
[[nodiscard]] ln::RankingEvaluation judge(const S& scorer, const ln::UserItems& relevant, const ln::UserItems& seen) {
    return ln::evaluate_ranking(scorer, relevant,
                                {.metrics = {ln::RecallAt{20}, ln::NdcgAt{20}},
                                 .diversity = {ln::CatalogueCoverage{}},
                                 .exclude_seen = {&seen}});
}

/// Adds to a result, of one of several seeds, what a scorer is worth.
template <ln::Scorer S>
void add_seed(Result& result, const Catalogue& catalogue, const S& scorer, std::size_t seeds) {
    const ln::RankingEvaluation found = judge(scorer, catalogue.test, catalogue.train.log);
    result.of_seeds.push_back(found.accuracy["recall@20"]);
    result.second += found.accuracy["ndcg@20"] / static_cast<double>(seeds);
    result.coverage += found.diversity["catalogue_coverage"] / static_cast<double>(seeds);
}

struct CatalogueTraining {
    std::size_t epochs = 100;
    std::size_t patience = 5; ///< epochs without a better Recall@20 on the validation data
    std::size_t made_up_epochs = 30;
};

/// Chooses the number of epochs on the validation data, and trains for so many on all of `train` with three seeds.
/// `with_model(seen, seed, use)` makes a model for a part of the data and calls `use(model, scorer, fit)`, where
/// `fit(options)` trains it.
template <class WithModel>
Result train(const Catalogue& catalogue, Result result, const CatalogueTraining& training,
             const WithModel& with_model) {
    std::size_t epochs = training.made_up_epochs;
    if (catalogue.real) {
        with_model(catalogue.most_of_train, 1, [&](const auto&, const auto& scorer, const auto& fit) {
            const auto score = [&] {
                return judge(scorer, catalogue.validation, catalogue.most_of_train.log).accuracy["recall@20"];
            };
            const ln::History history =
                fit(training.epochs, ln::EarlyStopping{.patience = training.patience, .score = score});
            epochs = history.best_epoch;
            std::fprintf(stderr, "%s: %zu of %zu epochs are best, Recall@20 %.4f on the validation data\n",
                         result.name.c_str(), epochs, history.epochs.size(), *history.epochs[epochs - 1].score);
        });
    }
    const std::size_t seeds = catalogue.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        with_model(catalogue.train, seed, [&](const auto& model, const auto& scorer, const auto& fit) {
            const ln::History history = fit(epochs, std::nullopt);
            for (const auto& epoch : history.epochs) {
                result.seconds_per_epoch += epoch.seconds / static_cast<double>(history.epochs.size() * seeds);
            }
            result.parameters = model.parameters().count();
            add_seed(result, catalogue, scorer, seeds);
        });
        std::fprintf(stderr, "%s, seed %d: Recall@20 %.4f\n", result.name.c_str(), static_cast<int>(seed),
                     result.of_seeds.back());
    }
    result.epochs = static_cast<double>(epochs);
    return result;
}

} // namespace zoo
