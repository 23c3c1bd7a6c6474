// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>
#include <linnet/models/ple.hpp>

#include "tasks.hpp"
#include "zoo.hpp"

namespace zoo {

Result ple(const Tasks& tasks) {
    using Expert = ln::models::DropoutMlp<ln::percent<10>, 64>;
    using Level = ln::models::Extraction<1, 2, Expert>;
    using Tower = ln::Sequential<ln::models::DropoutMlp<ln::percent<10>, 32>, ln::Dense<1>, ln::Sigmoid>;
    using Heads = ln::Outputs<ln::Named<"like", Tower>, ln::Named<"love", Tower>>;
    using Network =
        ln::models::PLE<10, ln::TypeList<Level, Level>, Heads, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(tasks,
                          {.file = "ple",
                           .name = "PLE",
                           .settings = "10 columns, 2 levels of 2 shared experts of 64 and one each, towers of 32, "
                                       "dropout .1, Adam 1e-3, batch 256, L2 of rows 1e-5"},
                          {.l2_rows = 1e-5});
}

} // namespace zoo
