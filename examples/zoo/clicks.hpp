// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Will a person like a film? The task of all models of clicks: 100,000 ratings, at random 80 % to train, 10 % to
// validate and 10 % to test; a rating of 4 or 5 is a like.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include <linnet/linnet.hpp>

#include "profiles.hpp"
#include "result.hpp"
#include "training.hpp"

namespace zoo {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;

/// Age and year once more, as numbers near 0.
using AgeAndYear = ln::Numeric<"age and year", 2>;

/// What the user had liked before, of the rows to train on: what is earlier in time than the sample.
using Liked = ln::Sequence<"liked", ln::dynamic, 50>;

using Fields = ln::TypeList<User, Item, Gender, Occupation, Age, Year, Genres, Liked>;
using Samples = ln::Dataset<ln::TypeList<User, Item, Gender, Occupation, Age, Year, Genres, AgeAndYear>>;

using HistorySamples = ln::Dataset<ln::TypeList<User, Item, Gender, Occupation, Age, Year, Genres, AgeAndYear, Liked>>;

/// The same as numbers with a mean of 0 and a deviation of 1: age, gender, occupation, year, genres, and the rate and
/// the number of likes of the user and of the film.
inline constexpr std::size_t user_numbers = 25;
inline constexpr std::size_t item_numbers = 22;
using Numbers = ln::Numeric<"numbers", user_numbers + item_numbers>;
using NumberSamples = ln::Dataset<ln::TypeList<Numbers>>;

template <class Data>
struct Parts {
    Data train;
    Data validation;
    Data test;
};

struct Clicks {
    bool real = false;
    ln::Vocabularies<Fields> vocabularies;
    Parts<Samples> fields;
    Parts<HistorySamples> histories;
    Parts<NumberSamples> numbers;
    ln::UserItems seen; ///< of the rows to train on
    ln::UserItems all;  ///< whom lists are made for
    ln::Matrix<float> genres;

    // What is known about each user and item, for pairs of theirs.
    ln::Dataset<UserSide> user_side;
    ln::Dataset<ItemSide> item_side;
    ln::ColumnStore<Liked> liked; ///< all that each user liked of the rows to train on
    ln::Matrix<float> numbers_of_users;
    ln::Matrix<float> numbers_of_items;

    /// Each user with items `first` ... `first + count - 1`.
    template <class Data>
    [[nodiscard]] Data pairs(std::span<const ln::row_id> users, std::size_t first, std::size_t count) const;
};

/// MovieLens-100K in a folder with `splits`, or made-up ratings for an empty one.
[[nodiscard]] Clicks read_clicks(const std::string& folder);

/// The scores of a function of samples, for lists.
template <class Data, class Predict>
struct PairScorer {
    using scalar = float;
    struct Workspace {};
    const Clicks& clicks;
    const Predict& predict;

    [[nodiscard]] std::size_t users() const { return clicks.seen.users(); }
    [[nodiscard]] std::size_t items() const { return clicks.seen.items(); }
    void score(std::span<const ln::row_id> of, std::size_t first, ln::MatrixView<float> out, Workspace&) const {
        const std::vector<float> scores = predict(clicks.pairs<Data>(of, first, out.columns));
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t i = 0; i < out.columns; ++i) {
                out(u, i) = scores[u * out.columns + i];
            }
        }
    }
};

/// Adds to a result, of one of several seeds, how diverse the lists by a function of samples are.
template <class Data, class Predict>
void add_diversity(Result& result, const Clicks& clicks, const Predict& predict, std::size_t seeds) {
    const auto share = static_cast<double>(seeds);
    const PairScorer<Data, Predict> scorer{clicks, predict};
    const auto lists = ln::evaluate_ranking(scorer, clicks.all,
                                            {.metrics = {ln::HitRateAt{10}},
                                             .diversity = {ln::CatalogueCoverage{}, ln::IntraListDiversity{}},
                                             .exclude_seen = {&clicks.seen},
                                             .vectors = clicks.genres.view()});
    result.coverage += lists.diversity["catalogue_coverage"] / share;
    result.variety += lists.diversity["intra_list_diversity"] / share;
}

/// Adds to a result, of one of several seeds, what the scores of a function are worth.
template <class Data, class Predict>
void add_seed(Result& result, const Clicks& clicks, const Parts<Data>& parts, const Predict& predict,
              std::size_t seeds) {
    const std::vector<float> scores = predict(parts.test);
    result.of_seeds.push_back(ln::Auc{}(std::span<const float>{scores}, std::span<const float>{parts.test.labels}));
    add_diversity<Data>(result, clicks, predict, seeds);
}

/// Trains a network with three seeds on `parts`. A network whose outputs are scores is scaled to probabilities.
template <class Network, class Data, class Loss, class Optimizer>
Result train(const Clicks& clicks, const Parts<Data>& parts, Result result, const Loss& loss,
             const Optimizer& optimizer, const Training& training) {
    constexpr bool gives_scores = std::is_same_v<typename Loss::fuses, void>;
    const std::size_t seeds = clicks.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        auto model = model_of<Network>(seed, clicks.vocabularies);
        const auto history = ln::fit(model, loss, optimizer, parts.train,
                                     {.epochs = clicks.real ? training.epochs : 3,
                                      .batch_size = training.batch_size,
                                      .validation = &parts.validation,
                                      .early_stopping = ln::EarlyStopping{.patience = training.patience},
                                      .l2_rows_in_batch = training.l2_rows});
        for (const auto& epoch : history.epochs) {
            result.seconds_per_epoch += epoch.seconds / static_cast<double>(history.epochs.size() * seeds);
        }
        result.epochs += static_cast<double>(history.best_epoch) / static_cast<double>(seeds);
        result.parameters = model.parameters().count();
        const auto predict = [&](const Data& data) { return ln::predict(model, data); };
        add_seed(result, clicks, parts, predict, seeds);
        std::vector<float> probabilities = predict(parts.test);
        if constexpr (gives_scores) {
            const auto scaling = ln::PlattScaling::fit(predict(parts.validation), parts.validation.labels);
            for (float& probability : probabilities) {
                probability = static_cast<float>(scaling(static_cast<double>(probability)));
            }
        }
        result.second +=
            ln::LogLoss{}(std::span<const float>{probabilities}, std::span<const float>{parts.test.labels}) /
            static_cast<double>(seeds);
        std::fprintf(stderr, "%s, seed %d: AUC %.4f after %zu of %zu epochs; %.4f on the validation data\n",
                     result.name.c_str(), static_cast<int>(seed), result.of_seeds.back(), history.best_epoch,
                     history.epochs.size(), history.epochs[history.best_epoch - 1].validation_loss.value_or(0.0));
    }
    return result;
}

} // namespace zoo
