// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "catalogue.hpp"
#include "zoo.hpp"

namespace zoo {

Result most_popular(const Catalogue& catalogue) {
    const ln::MostPopular<float> scorer{catalogue.train.log};
    Result result{.file = "most_popular",
                  .name = "most popular",
                  .reference = catalogue.of(.1161, .0372),
                  .knows_nothing = true,
                  .parameters = scorer.items()};
    add_seed(result, catalogue, scorer, 1);
    return result;
}

} // namespace zoo
