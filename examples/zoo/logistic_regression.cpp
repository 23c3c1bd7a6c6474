// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/logistic_regression.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result logistic_regression(const Clicks& clicks) {
    using Network = ln::models::LogisticRegression<User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "logistic_regression",
                           .name = "LR",
                           .settings = "Adam 1e-3, batch 256",
                           .reference = .7693,
                           .gate = .768},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {});
}

} // namespace zoo
