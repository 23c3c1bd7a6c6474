// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/deep_cross_network.hpp>
#include <linnet/models/mlp.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result dcn(const Clicks& clicks) {
    using Deep = ln::models::DropoutMlp<ln::percent<10>, 64, 32>;
    using Network = ln::models::DCN<10, 2, Deep, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "dcn",
                           .name = "DCN",
                           .settings = "10 columns, 2 crosses, 64-32, dropout .1, Adam 1e-3, batch 256",
                           .reference = 0,
                           .gate = 0},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {});
}

} // namespace zoo
