// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/bert4rec.hpp>

#include "sequences.hpp"
#include "zoo.hpp"

namespace zoo {

Result bert4rec(const Ranking& ranking) {
    using Network = ln::models::BERT4Rec<50, History, Item, ln::percent<40>, 2, ln::percent<50>>;
    RankingTraining training = sequence_training;
    training.patience = 50;
    return train_sequences<Network>(
        ranking,
        {.file = "bert4rec",
         .name = "BERT4Rec",
         .settings = "50 columns, 2 blocks, 2 heads, 40 % masked, dropout 50 %, Adam 2e-3, batch 128, 100 negatives a "
                     "mask",
         .gate = .58},
        ln::Adam{.learning_rate = 2e-3, .beta_2 = 0.98}, training, ln::ClozeLoss<History, Item>{.negatives = 100});
}

} // namespace zoo
