// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/afm.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result afm(const Clicks& clicks) {
    using Network = ln::models::AFM<10, 16, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(
        clicks, clicks.fields,
        {.file = "afm", .name = "AFM", .settings = "10 columns, attention 16, Adam 1e-3, batch 256, L2 of rows 1e-5"},
        ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
