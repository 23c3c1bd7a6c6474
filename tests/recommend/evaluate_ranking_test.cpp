// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/evaluate_ranking.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/recommend/most_popular.hpp>
#include <linnet/recommend/random_scores.hpp>

#include "../support/eager_pool.hpp"
#include "../support/scores.hpp"

namespace evaluate_ranking_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The scores of a table.
struct Table {
    using scalar = double;
    struct Workspace {};
    Matrix<double> scores;

    [[nodiscard]] std::size_t users() const { return scores.rows(); }
    [[nodiscard]] std::size_t items() const { return scores.columns(); }
    void score(std::span<const row_id> of, std::size_t first, MatrixView<double> out, Workspace&) const {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = scores.view()(of[u], first + j);
            }
        }
    }
};

/// The rank of an item among the candidates of a user, all other positives left out of them; by hand.
std::size_t naive_rank(const Matrix<double>& scores, row_id user, row_id item, const UserItems& test,
                       const UserItems& train, std::size_t first_item) {
    std::size_t rank = 1;
    const double of_item = scores.view()(user, item);
    for (row_id other = static_cast<row_id>(first_item); other < scores.columns(); ++other) {
        if (other == item || train.contains(user, other)) {
            continue;
        }
        const double score = scores.view()(user, other);
        rank += test.contains(user, other) ? (score > of_item || (score == of_item && other < item) ? 1 : 0)
                                           : (score >= of_item ? 1 : 0);
    }
    return rank;
}

Table random_table(std::size_t users, std::size_t items) {
    Table table{Matrix<double>(users, items)};
    for (std::size_t u = 0; u < users; ++u) {
        for (std::size_t i = 0; i < items; ++i) {
            table.scores.view()(u, i) = static_cast<double>(Random{9, u}.below(12, i)); // with ties
        }
    }
    return table;
}

} // namespace

TEST_CASE("ranks are those among all items that the user did not have, the positive losing ties") {
    const Table table = random_table(30, 25);
    const UserItems train = random_log(30, 25, 120, 1);
    // Whoever had it in training is not tested on it.
    std::vector<row_id> users;
    std::vector<row_id> items;
    for (row_id user = 0; user < 25; ++user) {
        for (const row_id item : {static_cast<row_id>(1 + user % 24), static_cast<row_id>(1 + user * 5 % 24)}) {
            if (!train.contains(user, item)) {
                users.push_back(user);
                items.push_back(item);
            }
        }
    }
    const UserItems test{users, items, 30, 25};
    for (const bool unknown : {false, true}) {
        CAPTURE(unknown);
        const std::size_t first_item = unknown ? 1 : 0;
        const RankingEvaluation result = evaluate_ranking(
            table, test,
            {.metrics = {HitRateAt{5}, MrrAt{0}, NdcgAt{3}}, .exclude_seen = {&train}, .unknown_row_0 = unknown});
        double hits = 0;
        double reciprocal = 0;
        for (std::size_t u = 0; u < result.users.size(); ++u) {
            const row_id user = result.users[u];
            std::size_t best = 1000;
            for (const row_id item : test.of(user)) {
                best = std::min(best, naive_rank(table.scores, user, item, test, train, first_item));
            }
            CHECK(result.per_user[0][u] == (best <= 5 ? 1.0 : 0.0));
            CHECK(std::abs(result.per_user[1][u] - 1.0 / static_cast<double>(best)) < 1e-12);
            hits += best <= 5 ? 1 : 0;
            reciprocal += 1.0 / static_cast<double>(best);
        }
        const auto count = static_cast<double>(result.users.size());
        CHECK(std::abs(result.accuracy["hit_rate@5"] - hits / count) < 1e-12);
        CHECK(std::abs(result.accuracy["mrr"] - reciprocal / count) < 1e-12);
    }
}

TEST_CASE("lists are the best items that are left, ties to the lower row, and diversity is measured of them") {
    Table table{Matrix<double>(3, 6)};
    const double scores[3][6] = {{9, 1, 2, 2, 0, 5}, {9, 3, 3, 3, 3, 3}, {9, 1, 1, 1, 1, 1}};
    for (std::size_t u = 0; u < 3; ++u) {
        std::copy_n(scores[u], 6, table.scores.view().row(u));
    }
    const std::vector<row_id> users{0, 1};
    const std::vector<row_id> seen{5, 2};
    const UserItems train{users, seen, 3, 6};
    const std::vector<row_id> liked{2, 4};
    const UserItems test{users, liked, 3, 6};
    Matrix<float> vectors(6, 2);
    for (std::size_t item = 0; item < 6; ++item) {
        vectors.view()(item, item % 2) = 1.0F;
    }
    const RankingEvaluation result =
        evaluate_ranking(table, test, {.k = 2, .exclude_seen = {&train}, .vectors = vectors.view()});
    CHECK(result.users == std::vector<row_id>{0, 1});
    REQUIRE(result.lists.size() == 2);
    CHECK(std::vector<row_id>(result.lists[0].begin(), result.lists[0].end()) == std::vector<row_id>{2, 3});
    CHECK(std::vector<row_id>(result.lists[1].begin(), result.lists[1].end()) == std::vector<row_id>{1, 3});
    CHECK(result.diversity["catalogue_coverage"] == 3.0 / 5);
    CHECK(result.diversity["intra_list_diversity"] == 0.5);
    const std::string text = result.text();
    CHECK(text.find("ranked among all items, 2 users") == 0);
    CHECK(text.find("hit_rate@10") != std::string::npos);
    CHECK(text.find("catalogue_coverage    0.6000\n") != std::string::npos);
}

TEST_CASE("among sampled items the relevant ones compete with those alone, and no lists are made") {
    const Table table = random_table(10, 40);
    const std::vector<row_id> users{2, 7};
    const std::vector<row_id> liked{3, 9};
    const UserItems test{users, liked, 10, 40};
    const std::vector<row_id> sampled_users{2, 2, 2, 7, 7, 7};
    const std::vector<row_id> sampled_items{1, 5, 6, 10, 20, 30};
    const UserItems sampled{sampled_users, sampled_items, 10, 40};
    const RankingEvaluation result = evaluate_ranking(table, test, {.metrics = {MrrAt{0}}, .sampled = &sampled});
    for (std::size_t u = 0; u < 2; ++u) {
        std::size_t rank = 1;
        for (const row_id item : sampled.of(users[u])) {
            rank += table.scores.view()(users[u], item) >= table.scores.view()(users[u], liked[u]) ? 1 : 0;
        }
        CHECK(result.per_user[0][u] == 1.0 / static_cast<double>(rank));
    }
    CHECK(result.diversity.empty());
    CHECK(result.lists.size() == 0);
    CHECK(result.text().find("ranked among sampled items, 2 users") == 0);
}

TEST_CASE("the figures are the same for any number of threads, and what a scorer throws reaches the caller") {
    const RandomScores<float> random{300, 70, {.seed = 3}};
    const UserItems train = random_log(300, 70, 2000, 4);
    const UserItems test = random_log(300, 70, 500, 5);
    const RankingEvaluation alone = evaluate_ranking(random, test, {.exclude_seen = {&train}});
    const RankingEvaluation together =
        evaluate_ranking(random, test, {.exclude_seen = {&train}, .executor = &three_threads()});
    CHECK(alone.accuracy == together.accuracy);
    CHECK(alone.diversity == together.diversity);
    CHECK(alone.per_user == together.per_user);

    struct Throws : RandomScores<float> {
        using RandomScores<float>::RandomScores;
        void score(std::span<const row_id>, std::size_t, MatrixView<float>, Workspace&) const {
            throw DataError("no scores today");
        }
    };
    CHECK_THROWS_WITH_AS((void)evaluate_ranking(Throws{300, 70, {.seed = 3}}, test, {.executor = &three_threads()}),
                         "no scores today", DataError);
}

TEST_CASE("logs of users or items that the scorer does not know are refused") {
    const RandomScores<float> random{10, 5, {.seed = 3}};
    const UserItems test = random_log(10, 5, 20, 5);
    const UserItems more = random_log(10, 6, 20, 5);
    CHECK_THROWS_WITH_AS((void)evaluate_ranking(random, more),
                         "evaluate_ranking: the log of relevant items has 10 users and 6 items, and the scorer knows "
                         "10 and 5",
                         SettingError);
    CHECK_THROWS_AS((void)evaluate_ranking(random, test, {.exclude_seen = {&more}}), SettingError);
    CHECK_THROWS_AS((void)evaluate_ranking(random, test, {.sampled = &more}), SettingError);
}

TEST_CASE("nobody to rank gives NaN, not 0") {
    const RandomScores<float> random{10, 5, {.seed = 3}};
    const RankingEvaluation result = evaluate_ranking(random, UserItems{});
    CHECK(result.users.empty());
    CHECK(std::isnan(result.accuracy["hit_rate@10"]));
}

TEST_CASE("a reranker makes the lists, and places in them are ranks") {
    /// Takes the worst of its candidates first.
    struct Backwards final : Reranker {
        void check(std::size_t) const override {}
        [[nodiscard]] std::vector<std::size_t> choose(row_id, std::span<const Scored<double>> candidates,
                                                      std::size_t k) const override {
            std::vector<std::size_t> places;
            for (std::size_t i = 0; i < std::min(k, candidates.size()); ++i) {
                places.push_back(candidates.size() - 1 - i);
            }
            return places;
        }
    };
    Table table{Matrix<double>(1, 9)};
    for (std::size_t item = 0; item < 9; ++item) {
        table.scores.view()(0, item) = -static_cast<double>(item); // the best items are 1, 2, 3 ...
    }
    const std::vector<row_id> user{0, 0};
    const std::vector<row_id> liked{3, 8};
    const UserItems test{user, liked, 1, 9};
    const Backwards backwards;
    const RankingEvaluation result = evaluate_ranking(table, test,
                                                      {.k = 3,
                                                       .metrics = {MrrAt{0}, RecallAt{3}},
                                                       .diversity = {CatalogueCoverage{}},
                                                       .rerank = &backwards,
                                                       .candidates = 4});
    REQUIRE(result.lists.size() == 1);
    CHECK(std::vector<row_id>(result.lists[0].begin(), result.lists[0].end()) == std::vector<row_id>{4, 3, 2});
    CHECK(result.per_user[0][0] == 0.5);
    CHECK(result.per_user[1][0] == 0.5);
}

TEST_CASE("diversity that lacks a training log or vectors is left out, unless it is asked for") {
    RankingEvaluation result;
    const std::vector<row_id> list{1, 2};
    result.lists.add(list);
    detail::add_diversity<Table>(result, {}, 4);
    CHECK(result.diversity.size() == 3);
    result.diversity.clear();
    const std::vector<row_id> users{0, 0};
    const UserItems train{users, list, 1, 4};
    detail::add_diversity<Table>(result, {.exclude_seen = {&train}}, 4);
    CHECK(result.diversity.size() == 6);
    result.diversity.clear();
    CHECK_THROWS_AS(detail::add_diversity<Table>(result, {.diversity = {Novelty{}}}, 4), SettingError);
}

} // namespace evaluate_ranking_test
