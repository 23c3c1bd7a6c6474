// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// How many stars will a person give? The task of all models of ratings: five folds of 100,000, each to test what was
// trained on the other four.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include <linnet/linnet.hpp>

#include "../rating_folds.hpp"
#include "result.hpp"

namespace zoo {

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Rated = ln::Sequence<"rated", ln::dynamic, 1000>; ///< all that the user rated among what is trained on

using Pairs = ln::Dataset<ln::TypeList<User, Item>>;
using Stars = ln::Dataset<ln::TypeList<User, Item, Rated>>;

/// A fold by rows. Labels to train on are less their mean.
struct Fold {
    ln::Vocabularies<ln::TypeList<User, Item, Rated>> vocabularies;
    double mean = 0.0;
    Stars train;
    Stars test;
    ln::Dataset<ln::TypeList<Rated>> user_side;
    ln::UserItems seen;
    ln::UserItems all; ///< whom lists are made for
    ln::Matrix<float> genres;
};

struct Ratings {
    bool real = false;
    std::vector<Fold> folds;
    double constant = 0.0; ///< the RMSE of the mean
};

/// MovieLens-100K in a folder with `splits`, or a fold of made-up ratings for an empty one.
[[nodiscard]] Ratings read_ratings(const std::string& folder);

struct RatingTraining {
    std::size_t epochs = 20;
    double learning_rate = 0.0; ///< of a step along half of the gradient of the squared error, as Surprise has it
    double regularization = 0.0;
};

/// Trains a network rating by rating on each fold; `tables` are those of vectors of users and items.
template <class Network, class... Tables>
Result train(const Ratings& ratings, Result result, const RatingTraining& training, Tables... tables) {
    const auto share = static_cast<double>(ratings.folds.size());
    for (const Fold& fold : ratings.folds) {
        ln::Vocabularies<Network> vocabularies;
        vocabularies.template of<User>() = fold.vocabularies.of<User>();
        vocabularies.template of<Item>() = fold.vocabularies.of<Item>();
        if constexpr (ln::list_contains<typename Network::features, Rated>) {
            vocabularies.template of<Rated>() = fold.vocabularies.of<Rated>();
        }
        ln::Model<Network> model{1 + result.of_seeds.size(), vocabularies};
        rating_folds::forget_unknown(model, tables...);
        const std::size_t epochs = ratings.real ? training.epochs : 10;
        const auto history = ln::fit(
            model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = training.learning_rate / 2}, fold.train,
            {.epochs = epochs, .batch_size = 1, .shuffle = false, .l2_rows_in_batch = 2 * training.regularization});
        for (const auto& epoch : history.epochs) {
            result.seconds_per_epoch += epoch.seconds / (static_cast<double>(epochs) * share);
        }
        result.epochs = static_cast<double>(epochs);
        result.parameters = model.parameters().count();
        std::vector<float> stars = ln::predict(model, fold.test);
        rating_folds::to_stars(stars, fold.mean);
        const std::span<const float> given{fold.test.labels};
        result.of_seeds.push_back(ln::RootMeanSquaredError{}(std::span<const float>{stars}, given));
        result.second += ln::MeanAbsoluteError{}(std::span<const float>{stars}, given) / share;
        const ln::ModelScorer<ln::Model<Network>, User, Item, ln::Dataset<ln::TypeList<Rated>>> scorer{model,
                                                                                                       &fold.user_side};
        const auto lists = ln::evaluate_ranking(scorer, fold.all,
                                                {.metrics = {ln::HitRateAt{10}},
                                                 .diversity = {ln::CatalogueCoverage{}, ln::IntraListDiversity{}},
                                                 .exclude_seen = {&fold.seen},
                                                 .vectors = fold.genres.view()});
        result.coverage += lists.diversity["catalogue_coverage"] / share;
        result.variety += lists.diversity["intra_list_diversity"] / share;
        std::fprintf(stderr, "%s, fold %zu: RMSE %.4f\n", result.name.c_str(), result.of_seeds.size(),
                     result.of_seeds.back());
    }
    return result;
}

} // namespace zoo
