// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/neural_collaborative_filtering.hpp>

#include "ranking.hpp"
#include "zoo.hpp"

namespace zoo {

Result gmf(const Ranking& ranking) {
    using SmallNormal = ln::RandomNormal<ln::percent<1>>;
    using Network = ln::models::GMF<16, User, Item, SmallNormal>;
    return train<Network>(ranking,
                          {.file = "gmf",
                           .name = "GMF",
                           .settings = "16 columns, Adam 1e-3, batch 51, 4 negatives",
                           .reference = .5906,
                           .gate = .57},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.batch_size = 51});
}

} // namespace zoo
