// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/fallback_scorer.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/recommend/most_popular.hpp>

#include "../support/scores.hpp"

namespace fallback_scorer_test {

using namespace linnet;
using namespace linnet_test;

namespace {

struct Tens {
    using scalar = float;
    struct Workspace {};
    static std::size_t users() { return 6; }
    static std::size_t items() { return 4; }
    static void score(std::span<const row_id> of, std::size_t first, MatrixView<float> out, Workspace&) {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<float>(10 * (of[u] + 1) + first + j);
            }
        }
    }
};
static_assert(Scorer<FallbackScorer<Tens, MostPopular<float>>>);

} // namespace

TEST_CASE("unknown users get what is popular, the others their own scores") {
    const std::vector<row_id> users{1, 1, 2, 5};
    const std::vector<row_id> items{3, 2, 3, 3};
    const UserItems log(users, items, 6, 4);
    const Tens tens;
    const MostPopular<float> popular(log);
    const std::vector<row_id> of{0, 1, 2, 3, 4, 5, 0};
    const std::vector<std::vector<char>> known{{0, 1, 1, 1, 1, 1, 0}, {0, 1, 1, 0, 0, 1, 0}};
    for (const std::size_t with_log : {0U, 1U}) {
        const FallbackScorer scorer(tens, popular, with_log == 1 ? &log : nullptr);
        CHECK(scorer.users() == 6);
        CHECK(same_in_blocks(scorer));
        CHECK(scorer.items() == 4);
        Matrix<float> out(7, 2);
        FallbackScorer<Tens, MostPopular<float>>::Workspace workspace;
        scorer.score(of, 2, out.view(), workspace);
        for (std::size_t u = 0; u < 7; ++u) {
            for (std::size_t j = 0; j < 2; ++j) {
                const float own = static_cast<float>(10 * (of[u] + 1) + 2 + j);
                CHECK(out.view()(u, j) == (known[with_log][u] != 0 ? own : static_cast<float>(j == 0 ? 1 : 3)));
            }
        }
    }
    const MostPopular<float> other(UserItems({}, {}, 6, 5));
    CHECK_THROWS_WITH_AS((FallbackScorer<Tens, MostPopular<float>>(tens, other)),
                         "FallbackScorer: 6 users and 4 items, and in the fallback 6 and 5", SettingError);
}

} // namespace fallback_scorer_test
