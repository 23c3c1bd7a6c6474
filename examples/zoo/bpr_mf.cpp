// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/matrix_factorization.hpp>

#include "ranking.hpp"
#include "zoo.hpp"

namespace zoo {

Result bpr_mf(const Ranking& ranking) {
    using Network = ln::models::MF<64, User, Item, ln::GlorotNormal>;
    return train<Network>(ranking,
                          {.file = "bpr_mf",
                           .name = "MF, BPR",
                           .settings = "64 columns, Adam 3e-3, batch 2048, 1 negative, L2 of rows 1e-5",
                           .reference = .5786,
                           .gate = .565},
                          ln::Bpr{}, ln::Adam::pytorch(3e-3),
                          {.epochs = 100, .batch_size = 2048, .negatives = 1, .l2_rows = 1e-5, .patience = 10});
}

} // namespace zoo
