// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/factorization_machine.hpp>

#include "criteo.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

template <class... Categories>
using FmOf = ln::models::FM<4, Counts, Categories...>;

} // namespace

Result criteo_fm(const Criteo& criteo) {
    using Network = WithCategories<FmOf>;
    return train<Network>(criteo,
                          {.file = "criteo_fm",
                           .name = "FM",
                           .settings = "4 columns, AdamW 1e-3 with a decay of 2, batch 64, L2 of rows .03",
                           .reference = 0,
                           .gate = .732},
                          ln::AdamW{.learning_rate = 1e-3, .weight_decay = 2.0},
                          {.epochs = 100, .batch_size = 64, .l2_rows = 0.03});
}

} // namespace zoo
