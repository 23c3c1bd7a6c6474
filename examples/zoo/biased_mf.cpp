// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/matrix_factorization.hpp>

#include "ranking.hpp"
#include "zoo.hpp"

namespace zoo {

Result biased_mf(const Ranking& ranking) {
    using SmallNormal = ln::RandomNormal<ln::percent<1>>;
    using Network = ln::models::BiasedMF<16, User, Item, SmallNormal>;
    return train<Network>(ranking,
                          {.file = "biased_mf",
                           .name = "MF, BCE",
                           .settings = "16 columns, Adam 1e-3, batch 51, 4 negatives",
                           .reference = .5857,
                           .gate = .565},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.batch_size = 51});
}

} // namespace zoo
