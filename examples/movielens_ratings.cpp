// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// How many stars? Biased matrix factorisation ("SVD" in Surprise), trained rating by rating, on five folds of
// MovieLens-100K.
//   movielens_ratings [DIR]    where DIR holds u.data and splits/cv_fold.txt; default ../shared/data/ml-100k
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <span>
#include <vector>

#include <linnet/linnet.hpp>

#include "gates.hpp"
#include "rating_folds.hpp"

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::models::SVD<100, User, Item, ln::RandomNormal<ln::percent<10>>>;
using Ratings = ln::Dataset<ln::TypeList<User, Item>>;

namespace {

struct Errors {
    double rmse = 0.0;
    double mae = 0.0;
};

Errors run(const rating_folds::Fold& fold, std::size_t epochs, double learning_rate, double regularization) {
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(fold.train);
    Ratings train = ln::encode<User, Item>(fold.train, vocabularies, ln::RatingAsLabel{});
    Ratings test = ln::encode<User, Item>(fold.test, vocabularies, ln::RatingAsLabel{});
    double mean = 0.0;
    for (const float rating : train.labels) {
        mean += rating / static_cast<double>(train.size());
    }
    for (float& rating : train.labels) {
        rating -= static_cast<float>(mean);
    }
    ln::Model<Network> model{1, vocabularies};
    rating_folds::forget_unknown(model, 0, 1);
    // Surprise steps along half of the gradient of the squared error.
    ln::fit(model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = learning_rate / 2}, train,
            {.epochs = epochs, .batch_size = 1, .shuffle = false, .l2_rows_in_batch = 2 * regularization});
    std::vector<float> predictions = ln::predict(model, test);
    rating_folds::to_stars(predictions, mean);
    const std::span<const float> given = test.labels;
    return {ln::RootMeanSquaredError{}(std::span<const float>(predictions), given),
            ln::MeanAbsoluteError{}(std::span<const float>(predictions), given)};
}

} // namespace

int main(int argc, char** argv) {
    const std::filesystem::path directory = argc > 1 ? argv[1] : LINNET_SHARED_DIR "/data/ml-100k";
    if (!is_there(directory)) {
        return skipped;
    }
    try {
        Errors defaults;
        Errors tuned;
        const auto add = [](Errors& mean, const Errors& of_fold) {
            mean.rmse += of_fold.rmse / 5;
            mean.mae += of_fold.mae / 5;
        };
        for (const rating_folds::Fold& fold : rating_folds::read(directory)) {
            add(defaults, run(fold, 20, 0.005, 0.02));
            add(tuned, run(fold, 100, 0.005, 0.1));
        }
        std::printf("%-30s    RMSE     MAE\n", "mean of five folds");
        std::printf("%-30s  %.4f  %.4f\n", "Surprise's defaults, 20 epochs", defaults.rmse, defaults.mae);
        std::printf("%-30s  %.4f  %.4f\n", "tuned, 100 epochs", tuned.rmse, tuned.mae);
        Gates gates{"movielens_ratings"};
        gates.at_most("the RMSE of Surprise's defaults", defaults.rmse, 0.940);
        gates.at_most("the RMSE of the tuned settings", tuned.rmse, 0.912);
        return gates.exit_code();
    } catch (const ln::Error& error) {
        std::cerr << "movielens_ratings: " << error.what() << "\n";
        return 1;
    }
}
