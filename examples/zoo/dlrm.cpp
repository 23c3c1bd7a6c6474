// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/dlrm.hpp>
#include <linnet/models/mlp.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result dlrm(const Clicks& clicks) {
    using Top = ln::Sequential<ln::Dropout<ln::percent<30>>, ln::models::Mlp<64, 32>>;
    using Network =
        ln::models::DLRM<16, AgeAndYear, ln::models::Mlp<64, 16>, Top, User, Item, Gender, Occupation, Genres>;
    return train<Network>(clicks, clicks.fields,
                          {.file = "dlrm",
                           .name = "DLRM",
                           .settings = "16 columns, 64-16, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5",
                           .reference = .7746,
                           .gate = .770},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {.l2_rows = 1e-5});
}

} // namespace zoo
