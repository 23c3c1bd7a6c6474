// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/logistic_regression.hpp>

#include "criteo.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

template <class... Categories>
using LogisticRegressionOf = ln::models::LogisticRegression<Counts, Categories...>;

} // namespace

Result criteo_logistic_regression(const Criteo& criteo) {
    using Network = WithCategories<LogisticRegressionOf>;
    return train<Network>(criteo,
                          {.file = "criteo_logistic_regression",
                           .name = "LR",
                           .settings = "Adam 3e-3, batch 64, L2 of rows .01",
                           .reference = .7322,
                           .gate = .732},
                          ln::Adam::pytorch(3e-3), {.epochs = 100, .batch_size = 64, .l2_rows = 1e-2});
}

} // namespace zoo
