// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "ratings.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../made_up.hpp"

namespace zoo {

namespace {

using Genres = ln::MultiCategorical<"genres">;

/// Samples with what their user rated, which is kept once for each user.
Stars with_rated(Pairs pairs, const ln::ColumnStore<Rated>& of_users) {
    ln::ColumnStore<Rated> rated = of_users;
    rated.ranges.clear();
    for (const ln::row_id user : pairs.column<User>().ids) {
        rated.ranges.push_back(of_users.ranges[user]);
    }
    return ln::with_column<Rated>(std::move(pairs), std::move(rated));
}

Fold encoded(const rating_folds::Fold& raw, const ln::Frame& films) {
    Fold fold;
    auto& vocabularies = fold.vocabularies;
    vocabularies.add<User, Item>(raw.train);
    vocabularies.of<Rated>() = vocabularies.of<Item>();
    const auto pairs = [&](const ln::Interactions& log) {
        return ln::encode<User, Item>(log, vocabularies, ln::RatingAsLabel{});
    };
    const Pairs train = pairs(raw.train);
    const Pairs test = pairs(raw.test);
    fold.seen = ln::user_items<User, Item>(train, vocabularies);
    fold.all = ln::user_items<User, Item>(test, vocabularies);
    auto& rated = fold.user_side.column<Rated>();
    rated = ln::user_histories<Rated, User>(raw.train, vocabularies);
    fold.train = with_rated(train, rated);
    fold.test = with_rated(test, rated);
    for (const float stars : train.labels) {
        fold.mean += static_cast<double>(stars) / static_cast<double>(train.size());
    }
    for (float& stars : fold.train.labels) {
        stars -= static_cast<float>(fold.mean);
    }
    ln::Vocabularies<ln::TypeList<Item, Genres>> of_films;
    of_films.of<Item>() = vocabularies.of<Item>();
    ln::add_values<ln::TypeList<Genres>>(of_films, films);
    const auto side = ln::side_table<ln::TypeList<Genres>>(films, "id", of_films.of<Item>(), of_films);
    fold.genres = ln::multi_hot(side.column<Genres>(), of_films.of<Genres>().size());
    return fold;
}

} // namespace

Ratings read_ratings(const std::string& folder) {
    Ratings ratings;
    ratings.real = !folder.empty();
    std::vector<rating_folds::Fold> folds;
    if (ratings.real) {
        folds = rating_folds::read(folder);
    } else {
        const ln::Interactions log = made_up::ratings();
        const ln::CrossValidation split = ln::k_fold(log.size());
        folds.push_back(rating_folds::fold_of(log, split.train_rows(0), split.test_rows(0)));
    }
    const ln::Frame films = ratings.real ? ln::read_movielens_100k_items(folder + "/u.item") : made_up::films();
    for (const rating_folds::Fold& raw : folds) {
        ratings.folds.push_back(encoded(raw, films));
        const Fold& fold = ratings.folds.back();
        std::vector<float> constant(fold.test.size());
        rating_folds::to_stars(constant, fold.mean);
        ratings.constant +=
            ln::RootMeanSquaredError{}(std::span<const float>{constant}, std::span<const float>{fold.test.labels}) /
            static_cast<double>(folds.size());
    }
    return ratings;
}

} // namespace zoo
