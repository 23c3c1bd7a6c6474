// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mlp.hpp>
#include <linnet/models/mmoe.hpp>

#include "tasks.hpp"
#include "zoo.hpp"

namespace zoo {

Result mmoe(const Tasks& tasks) {
    using Expert = ln::models::DropoutMlp<ln::percent<30>, 64>;
    using Tower = ln::Sequential<ln::models::DropoutMlp<ln::percent<30>, 32>, ln::Dense<1>, ln::Sigmoid>;
    using Heads = ln::Outputs<ln::Named<"like", Tower>, ln::Named<"love", Tower>>;
    using Network = ln::models::MMoE<10, 4, Expert, Heads, User, Item, Gender, Occupation, Age, Year, Genres>;
    return train<Network>(
        tasks,
        {.file = "mmoe",
         .name = "MMoE",
         .settings = "10 columns, 4 experts of 64, towers of 32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5"},
        {.l2_rows = 1e-5});
}

} // namespace zoo
