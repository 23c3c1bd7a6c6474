// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/scores_of_users.hpp>

#include <cstddef>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/scorer.hpp>

namespace scores_of_users_test {

using namespace linnet;

TEST_CASE("scores that were computed before are those of the users at their places") {
    Matrix<float> scores(3, 5);
    for (std::size_t u = 0; u < 3; ++u) {
        for (std::size_t i = 0; i < 5; ++i) {
            scores.view()(u, i) = static_cast<float>(10 * u + i);
        }
    }
    static_assert(Scorer<detail::ScoresOfUsers<float>>);
    const detail::ScoresOfUsers<float> scorer{std::move(scores)};
    CHECK(scorer.users() == 3);
    CHECK(scorer.items() == 5);
    Matrix<float> out(2, 3);
    const std::vector<row_id> places{2, 0};
    detail::ScoresOfUsers<float>::Workspace workspace;
    scorer.score(places, 1, out.view(), workspace);
    for (std::size_t j = 0; j < 3; ++j) {
        CHECK(out.view()(0, j) == static_cast<float>(21 + j));
        CHECK(out.view()(1, j) == static_cast<float>(1 + j));
    }
}

} // namespace scores_of_users_test
