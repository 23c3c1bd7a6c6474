// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/field_aware_factorization_machine.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result ffm(const Clicks& clicks) {
    using Network = ln::models::FFM<4, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "ffm",
                           .name = "FFM",
                           .settings = "4 columns, Adam 1e-3, batch 256, L2 of rows 1e-5",
                           .reference = 0,
                           .gate = 0},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
