// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/gru4rec.hpp>

#include "sequences.hpp"
#include "zoo.hpp"

namespace zoo {

Result gru4rec(const Ranking& ranking) {
    using SmallNormal = ln::RandomNormal<ln::percent<3>>;
    using Network = ln::models::GRU4Rec<50, History, Item, ln::percent<20>, SmallNormal>;
    return train_sequences<Network>(ranking,
                                    {.file = "gru4rec",
                                     .name = "GRU4Rec",
                                     .settings = "50 columns, dropout 20 %, Adam 1e-3, batch 128, 1 negative a step",
                                     .reference = .6292,
                                     .gate = .60},
                                    ln::Adam{.learning_rate = 1e-3, .beta_2 = 0.98});
}

} // namespace zoo
