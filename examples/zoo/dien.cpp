// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/dien.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result dien(const Clicks& clicks) {
    using Unit = ln::Sequential<ln::Dense<36>, ln::PReLU, ln::Dense<1>>;
    using First = ln::Sequential<ln::Dropout<ln::percent<30>>, ln::Dense<64>, ln::Dice>;
    using Second = ln::Sequential<ln::Dropout<ln::percent<30>>, ln::Dense<32>, ln::Dice>;
    using Network = ln::models::DIEN<10, Unit, ln::Sequential<First, Second>, Item, Liked, User, Gender, Occupation,
                                     Age, Year, Genres>;
    return train<Network>(clicks, clicks.histories,
                          {.file = "dien",
                           .name = "DIEN",
                           .settings =
                               "10 columns, unit 36, 64-32 with Dice, the last 50 likes, dropout .3, Adam 1e-3, "
                               "batch 256, L2 of rows 1e-5"},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
