// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/factorization_machine.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result factorization_machine(const Clicks& clicks) {
    using Network = ln::models::FM<10, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "factorization_machine",
                           .name = "FM",
                           .settings = "10 columns, Adam 3e-3, batch 4096, L2 of rows 3e-5",
                           .reference = .7752,
                           .gate = .773},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(3e-3), {.batch_size = 4096, .l2_rows = 3e-5});
}

} // namespace zoo
