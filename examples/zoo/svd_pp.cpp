// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/svd_pp.hpp>

#include "ratings.hpp"
#include "zoo.hpp"

namespace zoo {

Result svd_pp(const Ratings& ratings) {
    using Normal = ln::RandomNormal<ln::percent<10>>;
    using Network = ln::models::SVDpp<20, User, Item, Rated, Normal>;
    return train<Network>(ratings,
                          {.file = "svd_pp",
                           .name = "SVD++",
                           .settings = "20 columns, SGD .007, rating by rating, L2 of rows .02",
                           .reference = .9207,
                           .gate = .923},
                          {.epochs = 20, .learning_rate = 0.007, .regularization = 0.02}, 0, 2);
}

} // namespace zoo
