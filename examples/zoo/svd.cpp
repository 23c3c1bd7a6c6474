// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/matrix_factorization.hpp>

#include "ratings.hpp"
#include "zoo.hpp"

namespace zoo {

Result svd(const Ratings& ratings) {
    using Normal = ln::RandomNormal<ln::percent<10>>;
    using Network = ln::models::SVD<100, User, Item, Normal>;
    return train<Network>(ratings,
                          {.file = "svd",
                           .name = "SVD",
                           .settings = "100 columns, SGD .005, rating by rating, L2 of rows .1",
                           .reference = .9098,
                           .gate = .912},
                          {.epochs = 100, .learning_rate = 0.005, .regularization = 0.1}, 0, 1);
}

} // namespace zoo
