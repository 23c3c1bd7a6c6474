// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/evaluate_ranking.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/metrics/serendipity.hpp>
#include <linnet/recommend/most_popular.hpp>
#include <linnet/recommend/random_scores.hpp>

#include "../support/eager_pool.hpp"
#include "../support/leave_one_out.hpp"
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
    const double scores[3][6] = {{9, 1, 1, 1, 1, 1}, {9, 1, 2, 2, 0, 5}, {9, 3, 3, 3, 3, 3}};
    for (std::size_t u = 0; u < 3; ++u) {
        std::copy_n(scores[u], 6, table.scores.view().row(u));
    }
    const std::vector<row_id> users{1, 2};
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
    CHECK(result.users == std::vector<row_id>{1, 2});
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

TEST_CASE("a sample of the users is drawn by a seed, and the figures are the means over these") {
    const Table table = random_table(60, 20);
    std::vector<row_id> users;
    std::vector<row_id> items;
    for (row_id user = 0; user < 60; user += 2) { // every other user has something to find, the unknown one too
        users.push_back(user);
        items.push_back(1 + user % 19);
    }
    const UserItems test(users, items, 60, 20);
    const RankingEvaluation all = evaluate_ranking(table, test);
    REQUIRE(all.users.size() == 29);
    for (const std::size_t most : {std::size_t{1}, std::size_t{10}, std::size_t{28}}) {
        CAPTURE(most);
        const RankingEvaluation some = evaluate_ranking(table, test, {.most_users = most});
        REQUIRE(some.users.size() == most);
        CHECK(std::is_sorted(some.users.begin(), some.users.end()));
        double sum = 0;
        for (std::size_t u = 0; u < most; ++u) {
            const auto at = std::find(all.users.begin(), all.users.end(), some.users[u]);
            REQUIRE(at != all.users.end());
            const double value = all.per_user[2][static_cast<std::size_t>(at - all.users.begin())];
            CHECK(some.per_user[2][u] == value);
            sum += value;
        }
        CHECK(some.accuracy["ndcg@10"] == sum / static_cast<double>(most));
        CHECK(some.lists.size() == most);
        EagerPool pool{3};
        CHECK(evaluate_ranking(table, test, {.most_users = most, .executor = &pool}).users == some.users);
    }
    const RankingEvaluation ten = evaluate_ranking(table, test, {.most_users = 10});
    CHECK(evaluate_ranking(table, test, {.most_users = 10, .users_seed = 7}).users != ten.users);
    const RankingEvaluation fewer = evaluate_ranking(table, test, {.most_users = 5}); // a sample of the sample
    CHECK(std::includes(ten.users.begin(), ten.users.end(), fewer.users.begin(), fewer.users.end()));
    CHECK(evaluate_ranking(table, test, {.most_users = 29}).users == all.users);
    CHECK(evaluate_ranking(table, test, {.most_users = 1000}).users == all.users);
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
    Table table{Matrix<double>(2, 9)};
    for (std::size_t item = 0; item < 9; ++item) {
        table.scores.view()(1, item) = -static_cast<double>(item); // the best items are 1, 2, 3 ...
    }
    const std::vector<row_id> user{1, 1};
    const std::vector<row_id> liked{3, 8};
    const UserItems test{user, liked, 2, 9};
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

namespace {

/// Says how many scores it was asked for.
template <class Base>
struct Counting : Base {
    using Base::Base;
    mutable std::size_t asked = 0;
    void score(std::span<const row_id> of, std::size_t first, MatrixView<float> out,
               typename Base::Workspace& workspace) const {
        asked += of.size() * out.columns;
        Base::score(of, first, out, workspace);
    }
    void score_items(row_id, std::span<const row_id>, std::span<float>, int) = delete; // hides that of the base
};

/// And has a way of its own to score a few.
struct CountingItems : Counting<RandomScores<float>> {
    using Counting<RandomScores<float>>::Counting;
    void score_items(row_id user, std::span<const row_id> items, std::span<float> out, Workspace& workspace) const {
        asked += items.size();
        RandomScores<float>::score_items(user, items, out, workspace);
    }
};

template <class Choose>
struct ChoosesBy final : Reranker {
    explicit ChoosesBy(Choose choose_places) : by{choose_places} {}
    void check(std::size_t) const override {}
    [[nodiscard]] std::vector<std::size_t> choose(row_id, std::span<const Scored<double>> candidates,
                                                  std::size_t k) const override {
        return by(candidates.size(), k);
    }
    Choose by;
};

} // namespace

TEST_CASE("row 0 is no user to rank, unless it is said to be one") {
    const RandomScores<float> random{4, 9, {.seed = 3}};
    const std::vector<row_id> users{0, 2};
    const std::vector<row_id> items{3, 5};
    const UserItems test{users, items, 4, 9};
    CHECK(evaluate_ranking(random, test).users == std::vector<row_id>{2});
    CHECK(evaluate_ranking(random, test, {.unknown_row_0 = false}).users == std::vector<row_id>{0, 2});
    CHECK(evaluate_ranking(random, test, {.sampled = &test}).users == std::vector<row_id>{2});
}

TEST_CASE("each unknown item of the test is relevant, and none can be found") {
    Table table{Matrix<double>(2, 6)};
    for (std::size_t item = 0; item < 6; ++item) {
        table.scores.view()(1, item) = -static_cast<double>(item); // 0, the unknown one, scores most
    }
    const std::vector<row_id> users{1, 1, 1};
    const std::vector<row_id> items{0, 1, 0};
    const UserItems test{users, items, 2, 6};
    const std::vector<AnyRankingMetric> metrics{RecallAt{10}, MrrAt{0}};
    const std::vector<row_id> drawn_users{1, 1, 1};
    const std::vector<row_id> drawn{0, 4, 5};
    const UserItems sampled{drawn_users, drawn, 2, 6};
    for (const UserItems* among : {static_cast<const UserItems*>(nullptr), &sampled}) {
        const RankingEvaluation result = evaluate_ranking(table, test, {.metrics = metrics, .sampled = among});
        CHECK(result.accuracy.begin()[0].second == 1.0 / 3);
        CHECK(result.accuracy.begin()[1].second == 1.0);
    }
    const RankingEvaluation as_item = evaluate_ranking(table, test, {.metrics = metrics, .unknown_row_0 = false});
    CHECK(as_item.accuracy.begin()[0].second == 1.0); // then it is one item, had twice
}

TEST_CASE("a list is at most as long as the catalogue") {
    const Table table = random_table(4, 7);
    const std::vector<row_id> users{1, 2};
    const std::vector<row_id> items{3, 5};
    const UserItems test{users, items, 4, 7};
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    const ChoosesBy first{[](std::size_t n, std::size_t k) {
        std::vector<std::size_t> places(std::min(n, k));
        for (std::size_t i = 0; i < places.size(); ++i) {
            places[i] = i;
        }
        return places;
    }};
    for (const Reranker* rerank : {static_cast<const Reranker*>(nullptr), static_cast<const Reranker*>(&first)}) {
        for (const std::size_t k : {std::size_t{7}, std::size_t{8}, huge / 16, huge / 16 + 1, huge}) {
            const RankingEvaluation result = evaluate_ranking(table, test, {.k = k, .rerank = rerank, .candidates = k});
            REQUIRE(result.lists.size() == 2);
            CHECK(result.lists[0].size() == 6);
        }
        CHECK(evaluate_ranking(table, test, {.k = 0, .rerank = rerank}).lists[0].empty());
    }
}

TEST_CASE("a sampled evaluation scores what is sampled, by the scorer's own way or by runs, and its metrics say so") {
    constexpr std::size_t items = 5000;
    std::vector<row_id> users;
    std::vector<row_id> drawn;
    std::vector<row_id> test_users;
    std::vector<row_id> liked;
    for (row_id user = 1; user < 6; ++user) {
        test_users.push_back(user);
        liked.push_back(1 + user * 7);
        for (row_id n = 0; n < 99; ++n) {
            users.push_back(user);
            drawn.push_back(100 + 13 * n + user + n / 2);
        }
    }
    const UserItems test{test_users, liked, 6, items};
    const UserItems sampled{users, drawn, 6, items};
    const Counting<RandomScores<float>> by_runs{6, items, {.seed = 3}};
    const CountingItems by_items{6, items, {.seed = 3}};
    const RankingEvaluation result = evaluate_ranking(by_runs, test, {.sampled = &sampled});
    CHECK(by_runs.asked == 5 * 100);
    CHECK(evaluate_ranking(by_items, test, {.sampled = &sampled}).accuracy == result.accuracy);
    CHECK(by_items.asked == 5 * 100);
    const char* const names[] = {"hit_rate@10 [uniform 99]", "recall@10 [uniform 99]", "ndcg@10 [uniform 99]",
                                 "map@10 [uniform 99]", "mrr [uniform 99]"};
    REQUIRE(result.accuracy.size() == 5);
    for (std::size_t m = 0; m < 5; ++m) {
        CHECK(result.accuracy.begin()[static_cast<std::ptrdiff_t>(m)].first == names[m]);
        CHECK(result.text().find(names[m]) != std::string::npos);
    }
    users.push_back(1);
    drawn.push_back(4999);
    const UserItems more{users, drawn, 6, items};
    CHECK(evaluate_ranking(by_runs, test, {.metrics = {MrrAt{0}}, .sampled = &more, .sampling = "popular"})
              .accuracy.begin()
              ->first == "mrr [popular 99 to 100]");
}

TEST_CASE("popularity is counted in users who have an item, and compared with what a user could get") {
    // Row 0 is nobody, row 5 had nothing.
    const std::vector<row_id> users{1, 2, 3, 4, 1, 2, 1};
    const std::vector<row_id> had{1, 1, 1, 1, 2, 2, 3};
    const UserItems train{users, had, 6, 8};
    const std::vector<row_id> test_users{1, 2, 3, 5};
    const std::vector<row_id> liked{4, 4, 2, 1};
    const UserItems test{test_users, liked, 6, 8};
    const RankingEvaluation result = evaluate_ranking(
        MostPopular<double>{train}, test,
        {.k = 1, .diversity = {Novelty{}, PopularityOverlap{}, Serendipity{}}, .exclude_seen = {&train}});
    // Users 1, 2, 3, 5 get 4 (nobody had it), 3 (1 of 4), 2 (2 of 4) and 1 (4 of 4).
    CHECK(result.diversity["novelty"] == (2.0 + 2.0 + 1.0 + 0.0) / 4);
    CHECK(result.diversity["popularity_overlap"] == 1.0);
    CHECK(result.diversity["serendipity"] == 0.0);
    // To the end of the catalogue.
    const RankingEvaluation all =
        evaluate_ranking(MostPopular<double>{train}, test,
                         {.k = 100, .diversity = {PopularityOverlap{}, Serendipity{}}, .exclude_seen = {&train}});
    CHECK(all.diversity.begin()[0].second == 1.0);
    CHECK(all.diversity.begin()[1].second == 0.0);
}

TEST_CASE("a reranker's place that no candidate has, or that is there twice or is too many, is named") {
    const Table table = random_table(3, 9);
    const std::vector<row_id> user{2};
    const std::vector<row_id> item{4};
    const UserItems test{user, item, 3, 9};
    const auto evaluate = [&](const Reranker& reranker) {
        return evaluate_ranking(table, test, {.k = 2, .rerank = &reranker, .candidates = 5});
    };
    const ChoosesBy beyond{[](std::size_t n, std::size_t) { return std::vector<std::size_t>{1, n}; }};
    CHECK_THROWS_WITH_AS((void)evaluate(beyond),
                         "the reranker chose place 5 for user 2, which is not below its 5 candidates", SettingError);
    const ChoosesBy twice{[](std::size_t, std::size_t) { return std::vector<std::size_t>{3, 3}; }};
    CHECK_THROWS_WITH_AS((void)evaluate(twice), "the reranker chose place 3 twice for user 2", SettingError);
    const ChoosesBy too_many{[](std::size_t, std::size_t) { return std::vector<std::size_t>{0, 1, 4}; }};
    CHECK_THROWS_WITH_AS((void)evaluate(too_many),
                         "the reranker chose 3 places for user 2, from place 0 to place 4, and the list has 2",
                         SettingError);
}

TEST_CASE("the most popular films of MovieLens 100K: every figure of the reference through evaluate_ranking") {
    const LeaveOneOut films;
    if (!films.found) {
        MESSAGE("SKIPPED: there is no " LINNET_SHARED_DIR "/data/ml-100k");
        return;
    }
    constexpr std::size_t users = LeaveOneOut::users + 1;
    constexpr std::size_t items = LeaveOneOut::items + 1;
    const auto log = [&](const auto& items_of) {
        std::vector<row_id> of_user;
        std::vector<row_id> of_item;
        for (row_id user = 1; user < users; ++user) {
            for (const row_id item : items_of(user)) {
                of_user.push_back(user);
                of_item.push_back(item);
            }
        }
        return UserItems{of_user, of_item, users, items};
    };
    const UserItems train = log([&](row_id user) { return films.train[user]; });
    const UserItems valid = log([&](row_id user) { return std::vector<row_id>{films.valid[user]}; });
    const UserItems test = log([&](row_id user) { return std::vector<row_id>{films.test[user]}; });
    const UserItems sampled = log([&](row_id user) { return films.negatives[user]; });
    const ConstMatrixView<float> genres{films.flags.data(), items, LeaveOneOut::genres, LeaveOneOut::genres};
    const MostPopular<float> popular{train};
    const auto check = [](const MetricValues& values, std::size_t i, const char* name, double reference, double unit) {
        CAPTURE(name);
        CAPTURE(values.begin()[static_cast<std::ptrdiff_t>(i)].second);
        CHECK(values.begin()[static_cast<std::ptrdiff_t>(i)].first == name);
        CHECK(std::abs(values.begin()[static_cast<std::ptrdiff_t>(i)].second - reference) <= 0.5000001 * unit);
    };
    const MetricValues full =
        evaluate_ranking(popular, test,
                         {.metrics = {HitRateAt{10}, NdcgAt{10}, MrrAt{0}}, .exclude_seen = {&train, &valid}})
            .accuracy;
    check(full, 0, "hit_rate@10", 0.0498, 1e-4);
    check(full, 1, "ndcg@10", 0.0249, 1e-4);
    check(full, 2, "mrr", 0.0250, 1e-4);
    const MetricValues among_99 =
        evaluate_ranking(popular, test, {.metrics = {HitRateAt{10}, NdcgAt{10}}, .sampled = &sampled}).accuracy;
    check(among_99, 0, "hit_rate@10 [uniform 99]", 0.3213, 1e-4);
    check(among_99, 1, "ndcg@10 [uniform 99]", 0.1688, 1e-4);
    const MetricValues diversity =
        evaluate_ranking(popular, test,
                         {.diversity = {CatalogueCoverage{}, GiniOfExposure{}, IntraListDiversity{}, Novelty{},
                                        PopularityOverlap{}, Serendipity{}},
                          .exclude_seen = {&train, &valid},
                          .vectors = genres})
            .diversity;
    // The reference's .054, .986, .745 and 1.20, by its definitions to four decimals.
    check(diversity, 0, "catalogue_coverage", 0.0541, 1e-4);
    check(diversity, 1, "gini_of_exposure", 0.9855, 1e-4);
    check(diversity, 2, "intra_list_diversity", 0.7447, 1e-4);
    check(diversity, 3, "novelty", 1.1966, 1e-4);
    CHECK(diversity.begin()[4].second == 1.0);
    CHECK(diversity.begin()[5].second == 0.0);
}

TEST_CASE("diversity that lacks a training log or vectors is left out, unless it is asked for") {
    RankingEvaluation result;
    const std::vector<row_id> list{1, 2};
    result.lists.add(list);
    result.users = {0};
    const UserItems none({}, {}, 1, 4);
    detail::add_diversity<Table>(result, none, {}, 4);
    CHECK(result.diversity.size() == 3);
    result.diversity.clear();
    const std::vector<row_id> users{0, 0};
    const UserItems train{users, list, 1, 4};
    detail::add_diversity<Table>(result, none, {.exclude_seen = {&train}}, 4);
    CHECK(result.diversity.size() == 6);
    result.diversity.clear();
    CHECK_THROWS_AS(detail::add_diversity<Table>(result, none, {.diversity = {Novelty{}}}, 4), SettingError);
}

} // namespace evaluate_ranking_test
