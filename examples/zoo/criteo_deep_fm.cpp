// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/deep_fm.hpp>
#include <linnet/models/mlp.hpp>

#include "criteo.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

template <class... Categories>
using DeepFmOf = ln::models::DeepFM<4, ln::models::DropoutMlp<ln::percent<30>, 64, 32>, Counts, Categories...>;

} // namespace

Result criteo_deep_fm(const Criteo& criteo) {
    using Network = WithCategories<DeepFmOf>;
    return train<Network>(
        criteo,
        {.file = "criteo_deep_fm",
         .name = "DeepFM",
         .settings = "4 columns, 64-32, dropout .3, AdamW 3e-4 with a decay of 2, batch 64, L2 of rows .03",
         .reference = 0,
         .gate = .732},
        ln::AdamW{.learning_rate = 3e-4, .weight_decay = 2.0}, {.epochs = 100, .batch_size = 64, .l2_rows = 0.03});
}

} // namespace zoo
