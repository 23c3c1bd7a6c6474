// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/light_gcn.hpp>

#include "ranking.hpp"
#include "zoo.hpp"

namespace zoo {

Result light_gcn(const Ranking& ranking) {
    using Network = ln::models::LightGCN<64, 2, User, Item, ln::GlorotNormal>;
    return train<Network>(ranking,
                          {.file = "light_gcn",
                           .name = "LightGCN",
                           .settings = "64 columns, 2 layers, Adam 5e-3, batch 2048, 1 negative, L2 of rows 1e-7",
                           .reference = .5776,
                           .gate = .555},
                          ln::Bpr{}, ln::Adam::pytorch(5e-3),
                          {.epochs = 100, .batch_size = 2048, .negatives = 1, .l2_rows = 1e-7, .patience = 12});
}

} // namespace zoo
