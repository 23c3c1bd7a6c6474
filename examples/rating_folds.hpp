// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// The five folds of MovieLens-100K that Surprise's KFold(5, random_state=0) makes, for models that predict stars.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include <linnet/linnet.hpp>

namespace rating_folds {

namespace ln = linnet;

struct Fold {
    ln::Interactions train; ///< user by user, in the order in which they first appear
    ln::Interactions test;
};

/// A fold whose rows to train on are ordered as Surprise visits them.
inline Fold fold_of(const ln::Interactions& log, std::span<const std::size_t> train_rows,
                    std::span<const std::size_t> test_rows) {
    std::vector<std::vector<std::size_t>> of_user(log.users.distinct());
    std::vector<std::uint32_t> order;
    for (const std::size_t row : train_rows) {
        std::vector<std::size_t>& rows = of_user[log.users.code(row)];
        if (rows.empty()) {
            order.push_back(log.users.code(row));
        }
        rows.push_back(row);
    }
    std::vector<std::size_t> train;
    for (const std::uint32_t user : order) {
        train.insert(train.end(), of_user[user].begin(), of_user[user].end());
    }
    return {ln::select_rows(log, train), ln::select_rows(log, test_rows)};
}

/// The folds of a folder that holds `u.data` and `splits/cv_fold.txt`.
inline std::vector<Fold> read(const std::filesystem::path& directory) {
    const ln::Interactions log = ln::read_interactions(directory / "u.data", ln::movielens_100k());
    std::vector<int> numbers;
    for (ln::DelimitedReader lines{directory / "splits" / "cv_fold.txt"}; lines.next();) {
        numbers.push_back(lines.fields()[0][0] - '0');
    }
    const ln::CrossValidation split = ln::predefined_folds(numbers);
    std::vector<Fold> folds;
    for (std::size_t fold = 0; fold < split.size(); ++fold) {
        folds.push_back(fold_of(log, split.train_rows(fold), split.test_rows(fold)));
    }
    return folds;
}

/// Adds the mean of the stars, which was taken off before training, and clips what no one can give.
inline void to_stars(std::vector<float>& predictions, double mean) {
    for (float& stars : predictions) {
        stars = std::clamp(stars + static_cast<float>(mean), 1.0F, 5.0F);
    }
}

/// Surprise knows nothing of an unknown user or item: their vectors, the first rows of these tables, are 0.
template <class Model, class... Tables>
void forget_unknown(Model& model, Tables... tables) {
    const auto forget = [&](std::size_t table) {
        const auto values = model.parameters()[table].values.view();
        std::fill_n(values.row(0), values.columns, 0.0F);
    };
    (forget(tables), ...);
}

} // namespace rating_folds
