// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/dlrm.hpp>
#include <linnet/models/mlp.hpp>

#include "criteo.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

template <class... Categories>
using DlrmOf = ln::models::DLRM<4, Counts, ln::models::Mlp<32, 4>,
                                ln::Sequential<ln::Dropout<ln::percent<30>>, ln::models::Mlp<64, 32>>, Categories...>;

} // namespace

Result criteo_dlrm(const Criteo& criteo) {
    using Network = WithCategories<DlrmOf>;
    return train<Network>(
        criteo,
        {.file = "criteo_dlrm",
         .name = "DLRM",
         .settings = "4 columns, 32-4, 64-32, dropout .3, AdamW 3e-4 with a decay of 2, batch 64, L2 of rows .3",
         .reference = 0,
         .gate = 0},
        ln::AdamW{.learning_rate = 3e-4, .weight_decay = 2.0}, {.epochs = 100, .batch_size = 64, .l2_rows = 0.3});
}

} // namespace zoo
