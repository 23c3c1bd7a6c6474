// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/sas_rec.hpp>

#include <ratio>

#include "sequences.hpp"
#include "zoo.hpp"

namespace zoo {

Result sas_rec(const Ranking& ranking) {
    using Network = ln::models::SASRec<50, History, Item, std::ratio<7>>;
    return train_sequences<Network>(
        ranking,
        {.file = "sas_rec",
         .name = "SASRec",
         .settings = "50 columns, 2 blocks, 1 head, dropout 20 %, Adam 1e-3, batch 128, 1 negative a step",
         .reference = .6652,
         .gate = .64},
        ln::Adam{.learning_rate = 1e-3, .beta_2 = 0.98});
}

} // namespace zoo
