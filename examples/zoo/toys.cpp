// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "toys.hpp"

#include <string>

#include "../made_up.hpp"
#include "zoo.hpp"

namespace zoo {

Toys read_toys(const std::string& folder) {
    const bool real = !folder.empty();
    return {{real,
             split_films(real ? ln::read_user_lists(folder + "/Toys_and_Games.txt", {.order_as_timestamp = true})
                              : made_up::purchases()),
             {}}};
}

Result toys_most_popular(const Toys& toys) {
    const Films& films = toys.ranking.films;
    const leave_one_out::Row row = leave_one_out::judge(ln::MostPopular<float>{films.seen}, films);
    Result result{.file = "toys", .name = "most popular", .epochs = 1};
    result.of_seeds = {row[0]};
    result.second = row[2];
    result.coverage = row[7];
    return result;
}

} // namespace zoo
