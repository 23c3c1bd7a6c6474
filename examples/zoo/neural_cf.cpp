// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>
#include <linnet/models/neural_collaborative_filtering.hpp>

#include "ranking.hpp"
#include "zoo.hpp"

namespace zoo {

Result neural_cf(const Ranking& ranking) {
    using SmallNormal = ln::RandomNormal<ln::percent<1>>;
    using Network = ln::models::NeuralCF<16, ln::models::Mlp<32, 16, 8>, User, Item, SmallNormal>;
    return train<Network>(ranking,
                          {.file = "neural_cf",
                           .name = "MLP",
                           .settings = "16 columns, 32-16-8, Adam 1e-3, batch 51, 4 negatives",
                           .reference = .5270,
                           .gate = 0},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.batch_size = 51});
}

} // namespace zoo
