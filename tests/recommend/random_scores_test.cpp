// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/random_scores.hpp>

#include <doctest/doctest.h>

#include "../support/scores.hpp"

namespace random_scores_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("random scores are uniform, differ by user and item, and are the same for a seed") {
    const RandomScores<float> random{50, 40, {.seed = 3}};
    static_assert(Scorer<RandomScores<float>>);
    const auto scores = all_scores(random);
    const auto other = all_scores(RandomScores<float>{50, 40, {.seed = 4}});
    double mean = 0;
    std::size_t equal = 0;
    for (std::size_t user = 0; user < 50; ++user) {
        for (std::size_t item = 0; item < 40; ++item) {
            const float score = scores.view()(user, item);
            CHECK((score > 0.0F && score <= 1.0F));
            mean += score / 2000.0;
            equal += score == scores.view()((user + 1) % 50, item) || score == scores.view()(user, (item + 1) % 40) ||
                             score == other.view()(user, item)
                         ? 1
                         : 0;
        }
    }
    CHECK(mean == doctest::Approx(0.5).epsilon(0.05));
    CHECK(equal == 0);
    CHECK(same_in_blocks(random));
}

} // namespace random_scores_test
