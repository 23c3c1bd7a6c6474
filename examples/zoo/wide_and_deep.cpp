// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>
#include <linnet/models/wide_and_deep.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result wide_and_deep(const Clicks& clicks) {
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using Network = ln::models::WideAndDeep<10, Deep, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "wide_and_deep",
                           .name = "Wide&Deep",
                           .settings = "10 columns, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5",
                           .reference = .7789,
                           .gate = .775},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
