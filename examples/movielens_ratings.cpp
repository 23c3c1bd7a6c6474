// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// How many stars? Biased matrix factorisation ("SVD" in Surprise), trained rating by rating, on the five folds of
// MovieLens-100K that Surprise's KFold(5, random_state=0) makes.
//   movielens_ratings [DIR]    where DIR holds u.data and splits/cv_fold.txt; default ../shared/data/ml-100k
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <vector>

#include <linnet/linnet.hpp>

#include "gates.hpp"

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Normal = ln::RandomNormal<ln::percent<10>>;
using Network = ln::Add<                                                         //
    ln::Dot<ln::Embedding<User, 100, Normal>, ln::Embedding<Item, 100, Normal>>, // taste
    ln::Embedding<User, 1, ln::Zeros>, ln::Embedding<Item, 1, ln::Zeros>>;       // biases
using Ratings = ln::Dataset<ln::TypeList<User, Item>>;

namespace {

struct Fold {
    ln::Interactions train;
    ln::Interactions test;
};

Fold read(const std::filesystem::path& directory, int fold) {
    const ln::Interactions log = ln::read_interactions(directory / "u.data", ln::movielens_100k());
    ln::DelimitedReader folds{directory / "splits" / "cv_fold.txt"};
    // User by user, in the order in which they first appear in training.
    std::vector<std::vector<std::size_t>> of_user(log.users.distinct());
    std::vector<std::uint32_t> order;
    std::vector<std::size_t> train;
    std::vector<std::size_t> test;
    for (std::size_t row = 0; folds.next(); ++row) {
        if (folds.fields()[0][0] - '0' == fold) {
            test.push_back(row);
        } else {
            std::vector<std::size_t>& rows = of_user[log.users.code(row)];
            if (rows.empty()) {
                order.push_back(log.users.code(row));
            }
            rows.push_back(row);
        }
    }
    for (const std::uint32_t user : order) {
        train.insert(train.end(), of_user[user].begin(), of_user[user].end());
    }
    return {ln::select_rows(log, train), ln::select_rows(log, test)};
}

struct Errors {
    double rmse = 0.0;
    double mae = 0.0;
};

Errors run(const Fold& fold, std::size_t epochs, double learning_rate, double regularization) {
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
    for (const std::size_t factors : {0U, 1U}) { // nothing is known about an unknown user or item
        std::fill_n(model.parameters()[factors].values.view().row(0), 100, 0.0F);
    }
    // Surprise steps along half of the gradient of the squared error.
    ln::fit(model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = learning_rate / 2}, train,
            {.epochs = epochs, .batch_size = 1, .shuffle = false, .l2_rows_in_batch = 2 * regularization});
    std::vector<float> predictions = ln::predict(model, test);
    for (float& stars : predictions) {
        stars = std::clamp(stars + static_cast<float>(mean), 1.0F, 5.0F);
    }
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
        for (int number = 0; number < 5; ++number) {
            const Fold fold = read(directory, number);
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
