// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/blended_scorer.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/thread_pool.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/scores.hpp"

namespace blended_scorer_test {

using namespace linnet;
using namespace linnet_test;

static_assert(Scorer<BlendedScorer<FactorScorer<float>>>);

namespace {

struct Tables {
    GuardedMatrix<double> users{30, 6};
    GuardedMatrix<double> items{50, 6};
    Tables() {
        users.draw({1, 0});
        items.draw({1, 1});
        for (std::size_t k = 0; k < 6; ++k) {
            users.view()(4, k) = 0.0; // like nobody
        }
    }
    static double product(ConstMatrixView<double> a, std::size_t i, ConstMatrixView<double> b, std::size_t j) {
        double sum = 0.0;
        for (std::size_t k = 0; k < a.columns; ++k) {
            sum += a(i, k) * b(j, k);
        }
        return sum;
    }
    [[nodiscard]] double cosine(std::size_t a, std::size_t b) const {
        const ConstMatrixView<double> v = users.view();
        const double squares = product(v, a, v, a) * product(v, b, v, b);
        return squares == 0.0 ? 0.0 : product(v, a, v, b) / std::sqrt(squares);
    }
    [[nodiscard]] double score(std::size_t user, std::size_t item) const {
        return product(users.view(), user, items.view(), item);
    }
};

} // namespace

TEST_CASE("scores are those of the definition") {
    const Tables tables;
    const FactorScorer<double> own({tables.users.view(), tables.items.view()});
    for (const double weight : {0.0, 0.3, 1.0}) {
        for (const std::size_t neighbours :
             {std::size_t{0}, std::size_t{1}, std::size_t{5}, std::numeric_limits<std::size_t>::max()}) {
            const BlendedScorer blended(own, tables.users.view(), {.weight = weight, .neighbours = neighbours});
            CHECK(blended.users() == 30);
            CHECK(blended.items() == 50);
            CHECK(same_in_blocks(blended));
            BlendedScorer<FactorScorer<double>>::Workspace workspace;
            const std::vector<row_id> users{3, 4, 29};
            for (const std::size_t columns : {20U, 40U, 9U}) {
                GuardedMatrix<double> out{3, columns};
                blended.score(users, 10, out.view(), workspace);
                CHECK(out.intact());
                for (std::size_t u = 0; u < 3; ++u) {
                    std::vector<row_id> others;
                    for (row_id v = 1; v < 30; ++v) { // row 0 is nobody
                        if (v != users[u] && tables.cosine(users[u], v) > 0.0) {
                            others.push_back(v);
                        }
                    }
                    std::sort(others.begin(), others.end(), [&](row_id a, row_id b) {
                        return tables.cosine(users[u], a) > tables.cosine(users[u], b);
                    });
                    others.resize(std::min<std::size_t>(others.size(), neighbours));
                    CHECK(blended.neighbours(users[u]).size() == others.size());
                    for (std::size_t j = 0; j < columns; ++j) {
                        double sum = 0.0;
                        double total = 0.0;
                        for (const row_id v : others) {
                            sum += tables.cosine(users[u], v) * tables.score(v, 10 + j);
                            total += tables.cosine(users[u], v);
                        }
                        const double mine = tables.score(users[u], 10 + j);
                        const double want = others.empty() ? mine : (1.0 - weight) * mine + weight * sum / total;
                        CHECK(out.view()(u, j) == doctest::Approx(want).epsilon(1e-12));
                    }
                }
            }
        }
    }
}

TEST_CASE("lists of one user and of many are those of the scores, by any thread") {
    const Tables tables;
    const FactorScorer<double> own({tables.users.view(), tables.items.view()});
    const BlendedScorer blended(own, tables.users.view(), {.weight = 0.6, .neighbours = 4});
    BlendedScorer<FactorScorer<double>>::Workspace workspace;
    std::vector<row_id> users;
    for (std::size_t u = 0; u < 600; ++u) { // more than are asked for at once
        users.push_back(static_cast<row_id>(u * 7 % 30));
    }
    ThreadPool pool{2};
    const auto lists = top_items(blended, users, {.k = 50, .unknown_row_0 = false, .executor = &pool});
    std::size_t wrong = 0;
    for (std::size_t u = 0; u < users.size(); ++u) {
        GuardedMatrix<double> scores{1, 50};
        blended.score({&users[u], 1}, 0, scores.view(), workspace); // other users than in the call before
        REQUIRE(lists[u].size() == 50);
        for (const Scored<double>& item : lists[u]) {
            wrong += item.score == scores.view()(0, item.row) ? 0 : 1;
        }
    }
    CHECK(wrong == 0);
    const auto alone = top_items(blended, std::span{users}.subspan(3, 1), {.k = 50, .unknown_row_0 = false});
    for (std::size_t i = 0; i < 50; ++i) {
        CHECK(alone[0][i].row == lists[3][i].row);
    }
}

TEST_CASE("neighbours are found once, also where another scorer asks for runs of users") {
    const Tables tables;
    const FactorScorer<double> own({tables.users.view(), tables.items.view()});
    const BlendedScorer blended(own, tables.users.view(), {.weight = 0.6, .neighbours = 4});
    const auto copy = blended;
    const auto before = copy.neighbours(7);
    REQUIRE(before.size() == 4);
    std::vector<row_id> users(30);
    std::iota(users.begin(), users.end(), row_id{0});
    const BlendedScorer<FactorScorer<double>> others(own, tables.users.view(), {.weight = 0.6, .neighbours = 2});
    BlendedScorer<FactorScorer<double>>::Workspace workspace; // of either scorer
    GuardedMatrix<double> one{30, 50}, two{30, 50}, again{30, 50};
    blended.score(users, 0, one.view(), workspace);
    others.score(users, 0, two.view(), workspace);
    blended.score(users, 0, again.view(), workspace);
    std::size_t same = 0;
    for (std::size_t u = 0; u < 30; ++u) {
        const BlendedScorer fresh(own, tables.users.view(), {.weight = 0.6, .neighbours = 4});
        CHECK(fresh.neighbours(users[u]).size() == blended.neighbours(users[u]).size());
        GuardedMatrix<double> alone{1, 50};
        fresh.score({&users[u], 1}, 0, alone.view(), workspace);
        for (std::size_t i = 0; i < 50; ++i) {
            CHECK(one.view()(u, i) == alone.view()(0, i));
        }
        for (std::size_t i = 0; i < 50; ++i) {
            CHECK(one.view()(u, i) == again.view()(u, i));
            same += one.view()(u, i) == two.view()(u, i) ? 1 : 0;
        }
    }
    CHECK(same == 50); // of user 4, who is like nobody
    CHECK(blended.neighbours(7).data() == before.data());
    CHECK(others.neighbours(7).size() == 2);
}

TEST_CASE("settings that do not fit") {
    const Tables tables;
    const FactorScorer<double> own({tables.users.view(), tables.items.view()});
    using Blended = BlendedScorer<FactorScorer<double>>;
    CHECK_THROWS_WITH_AS(Blended(own, tables.users.view(), {.weight = 1.1}),
                         "BlendedScorer: a weight of 1.100000 is not in 0 ... 1", SettingError);
    CHECK_THROWS_WITH_AS(Blended(own, tables.users.view().top(7)), "BlendedScorer: 7 vectors for 30 users",
                         SettingError);
}

} // namespace blended_scorer_test
