// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/deep_fm.hpp>
#include <linnet/models/mlp.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result deep_fm(const Clicks& clicks) {
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using Network = ln::models::DeepFM<10, Deep, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "deep_fm",
                           .name = "DeepFM",
                           .settings = "10 columns, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5",
                           .reference = .7820,
                           .gate = .775},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
