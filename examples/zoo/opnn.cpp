// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>
#include <linnet/models/product_network.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result opnn(const Clicks& clicks) {
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using Network = ln::models::OPNN<10, Deep, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "opnn",
                           .name = "OPNN",
                           .settings = "10 columns, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5"},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
