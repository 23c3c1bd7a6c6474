// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/ranking_options.hpp>

#include <string>

#include <doctest/doctest.h>

namespace ranking_options_test {

using namespace linnet;

TEST_CASE("accuracy and diversity stand side by side, line by line") {
    RankingEvaluation result;
    result.users = {4, 5};
    result.accuracy = {{"hit_rate@10", 0.25}, {"ndcg@10", 1.0 / 3}};
    result.diversity = {{"catalogue_coverage", 0.5}, {"gini", 0.125}, {"novelty", 12.5}};
    CHECK(result.text() == "ranked among all items, 2 users     diversity of the lists\n"
                           " hit_rate@10           0.2500       catalogue_coverage    0.5000\n"
                           " ndcg@10               0.3333       gini                  0.1250\n"
                           "                                    novelty               12.5000\n");
}

} // namespace ranking_options_test
