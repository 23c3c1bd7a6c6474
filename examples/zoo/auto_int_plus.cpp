// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/auto_int.hpp>
#include <linnet/models/mlp.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result auto_int_plus(const Clicks& clicks) {
    using Interaction = ln::models::InteractingLayers<16, 2, 2>;
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using Network = ln::models::AutoIntPlus<16, Interaction, Deep, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(
        clicks, clicks.fields,
        {.file = "auto_int_plus",
         .name = "AutoInt+",
         .settings = "16 columns, 2 layers of 2 heads, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5"},
        ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
