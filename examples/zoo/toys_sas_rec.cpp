// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/sas_rec.hpp>

#include <ratio>

#include "sequences.hpp"
#include "toys.hpp"
#include "zoo.hpp"

namespace zoo {

Result toys_sas_rec(const Toys& toys) {
    using Network = ln::models::SASRec<50, History, Item, std::ratio<7>>;
    Result result = train_sequences<Network>(
        toys.ranking,
        {.file = "toys_sas_rec",
         .name = "SASRec",
         .settings =
             "50 columns, 2 blocks, 1 head, dropout 20 %, Adam 1e-3, batch 128, 1 negative a step, not searched"},
        ln::Adam{.learning_rate = 1e-3, .beta_2 = 0.98}, toys_training);
    result.variety = 0.0; // nothing is known about toys
    return result;
}

} // namespace zoo
