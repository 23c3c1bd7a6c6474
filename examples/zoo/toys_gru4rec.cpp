// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/gru4rec.hpp>

#include "sequences.hpp"
#include "toys.hpp"
#include "zoo.hpp"

namespace zoo {

Result toys_gru4rec(const Toys& toys) {
    using SmallNormal = ln::RandomNormal<ln::percent<3>>;
    using Network = ln::models::GRU4Rec<50, History, Item, ln::percent<20>, SmallNormal>;
    Result result = train_sequences<Network>(
        toys.ranking,
        {.file = "toys_gru4rec",
         .name = "GRU4Rec",
         .settings = "50 columns, dropout 20 %, Adam 1e-3, batch 128, 1 negative a step, not searched"},
        ln::Adam{.learning_rate = 1e-3, .beta_2 = 0.98}, toys_training);
    result.variety = 0.0; // nothing is known about toys
    return result;
}

} // namespace zoo
