// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/final_mlp.hpp>
#include <linnet/models/mlp.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result final_mlp(const Clicks& clicks) {
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using OfUser = ln::models::GatedStream<Deep, 32, User, Gender, Occupation, Age>;
    using OfItem = ln::models::GatedStream<Deep, 32, Item, Year, Genres>;
    using Network = ln::models::FinalMLP<10, 2, OfUser, OfItem, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(
        clicks, clicks.fields,
        {.file = "final_mlp",
         .name = "FinalMLP",
         .settings = "10 columns, gates 32, 64-32 twice, 2 heads, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5"},
        ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
