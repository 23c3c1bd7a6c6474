// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/deep_cross_network.hpp>
#include <linnet/models/mlp.hpp>

#include "criteo.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

template <class... Categories>
using DcnV2Of = ln::models::DCNv2<4, 2, ln::models::DropoutMlp<ln::percent<30>, 64, 32>, Counts, Categories...>;

} // namespace

Result criteo_dcn_v2(const Criteo& criteo) {
    using Network = WithCategories<DcnV2Of>;
    return train<Network>(
        criteo,
        {.file = "criteo_dcn_v2",
         .name = "DCNv2",
         .settings = "4 columns, 2 crosses, 64-32, dropout .3, AdamW 1e-3 with a decay of .3, batch 64, L2 of rows .3",
         .reference = 0,
         .gate = 0},
        ln::AdamW{.learning_rate = 1e-3, .weight_decay = 0.3}, {.epochs = 100, .batch_size = 64, .l2_rows = 0.3});
}

} // namespace zoo
