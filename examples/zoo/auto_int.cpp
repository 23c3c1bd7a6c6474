// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/auto_int.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result auto_int(const Clicks& clicks) {
    using Interaction = ln::models::InteractingLayers<16, 2, 2>;
    using Network = ln::models::AutoInt<16, Interaction, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "auto_int",
                           .name = "AutoInt",
                           .settings = "16 columns, 2 layers of 2 heads, Adam 1e-3, batch 256, L2 of rows 1e-5"},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
