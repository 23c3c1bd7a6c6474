// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>
#include <linnet/models/neural_collaborative_filtering.hpp>

#include "ranking.hpp"
#include "zoo.hpp"

namespace zoo {

Result neumf(const Ranking& ranking) {
    using SmallNormal = ln::RandomNormal<ln::percent<1>>;
    using Network = ln::models::NeuMF<16, 16, ln::models::Mlp<32, 16, 8>, User, Item, SmallNormal>;
    return train<Network>(ranking,
                          {.file = "neumf",
                           .name = "NeuMF",
                           .settings = "16 and 16 columns, 32-16-8, Adam 1e-3, batch 51, 4 negatives",
                           .reference = .5896,
                           .gate = .57},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.batch_size = 51});
}

} // namespace zoo
