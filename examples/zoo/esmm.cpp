// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/esmm.hpp>
#include <linnet/models/mlp.hpp>

#include "tasks.hpp"
#include "zoo.hpp"

namespace zoo {

Result esmm(const Tasks& tasks) {
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using Network = ln::models::ESMM<10, Deep, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(tasks,
                          {.file = "esmm",
                           .name = "ESMM",
                           .settings = "10 columns, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5"},
                          {.l2_rows = 1e-5});
}

} // namespace zoo
