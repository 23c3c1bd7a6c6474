// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/most_popular.hpp>

#include <doctest/doctest.h>

#include "../support/scores.hpp"

namespace most_popular_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("the most popular item is that of most users, for everyone") {
    const UserItems log = random_log(6, 9, 30, 1);
    const MostPopular<double> popular{log};
    static_assert(Scorer<MostPopular<double>>);
    const auto scores = all_scores(popular);
    for (std::size_t user = 0; user < 6; ++user) {
        for (std::size_t item = 0; item < 9; ++item) {
            double count = 0;
            for (std::size_t other = 0; other < 6; ++other) {
                count += log.contains(other, static_cast<row_id>(item)) ? 1 : 0;
            }
            CHECK(scores.view()(user, item) == count);
        }
    }
    CHECK(same_in_blocks(popular));
}

} // namespace most_popular_test
