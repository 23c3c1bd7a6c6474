// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/catalogue_scorer.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/layers.hpp>
#include <linnet/network.hpp>
#include <linnet/recommend/evaluate_ranking.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/samples/dataset.hpp>

#include "../support/scores.hpp"

namespace catalogue_scorer_test {

using namespace linnet;
using namespace linnet_test;

namespace {

constexpr std::size_t items = 30;
using Had = MultiCategorical<"had", items>;
using Network = Sequential<EmbeddingBag<Had, 4, SqrtN>, Outputs<Sequential<Dense<items>, Softmax>, Dense<3>>>;
using ModelType = Model<Network, float, 4>;
using Users = Dataset<TypeList<Had>, 0>;
using Scores = CatalogueScorer<ModelType, Users>;
static_assert(Scorer<Scores>);

/// More users than are scored at once; the first has an empty list.
Users some_users() {
    Users users;
    for (row_id user = 0; user < 150; ++user) {
        std::vector<row_id> had;
        for (row_id i = 0; i < user % 7; ++i) {
            had.push_back((11 * i + 3 * user) % items);
        }
        users.add(had);
    }
    return users;
}

} // namespace

TEST_CASE("scores are the logits of the network, in whatever blocks") {
    const ModelType model{3};
    const Users users = some_users();
    const Scores scorer{model, users};
    CHECK(scorer.users() == 150);
    CHECK(scorer.items() == items);
    CHECK(same_in_blocks(scorer));
    const auto scores = all_scores(scorer);
    ModelType::Workspace workspace;
    detail::ColumnBuffers<float, TypeList<Had>> buffers;
    std::size_t differences = 0;
    for (row_id user = 0; user < 150; ++user) {
        const ModelType::batch_type batch{
            1, {buffers.of<Had>().gather(users.column<Had>(), 1, [&](std::size_t) { return user; })}};
        const auto logits = model.logits(batch, workspace);
        for (std::size_t item = 0; item < items; ++item) {
            differences += scores.view()(user, item) == logits(0, item) ? 0 : 1;
        }
    }
    CHECK(differences == 0);
}

TEST_CASE("another head may give the scores, and there is an error for one that there is not") {
    const ModelType model{3};
    const Users users = some_users();
    const Scores scorer{model, users, 1};
    CHECK(scorer.items() == 3);
    CHECK(same_in_blocks(scorer));
    CHECK_THROWS_WITH_AS((Scores{model, users, 2}), "there is no head 2: the network has 2", SettingError);
}

TEST_CASE("top_items and evaluate_ranking find the best of the scores") {
    const ModelType model{3};
    const Users users = some_users();
    const Scores scorer{model, users};
    const auto scores = all_scores(scorer);
    std::vector<row_id> all;
    for (row_id user = 149; user > 0; --user) {
        if (user % 7 != 0) { // an empty list gives every item the same score
            all.push_back(user);
        }
    }
    const auto lists = top_items(scorer, all, {.k = 3});
    std::vector<row_id> best;
    std::size_t mistakes = 0;
    for (std::size_t u = 0; u < all.size(); ++u) {
        best.push_back(lists[u][0].row);
        mistakes += lists[u][0].score == scores.view()(all[u], best[u]) ? 0 : 1;
        for (row_id item = 1; item < items; ++item) {
            mistakes += scores.view()(all[u], item) <= lists[u][0].score ? 0 : 1;
        }
    }
    CHECK(mistakes == 0);
    const UserItems relevant{all, best, 150, items};
    CHECK(evaluate_ranking(scorer, relevant, {.metrics = {HitRateAt{1}}}).accuracy["hit_rate@1"] == 1.0);
}

TEST_CASE("users of another vocabulary and users without a sample are refused") {
    using Open = MultiCategorical<"open">;
    using Small = Sequential<EmbeddingBag<Open, 2>, Dense<5>>;
    Vocabularies<Small> vocabularies;
    vocabularies.of<Open>().add("a");
    const Model<Small, float, 4> model{1, vocabularies};
    Dataset<TypeList<Open>, 0> users;
    users.add({1});
    Vocabulary other;
    other.add("b");
    using Scorer = CatalogueScorer<Model<Small, float, 4>, Dataset<TypeList<Open>, 0>>;
    const Scorer scorer{model, users};
    CHECK(scorer.items() == 5);
    Scorer::Workspace workspace;
    const row_id unknown[] = {0, 1};
    Matrix<float> out(2, 5);
    CHECK_THROWS_WITH_AS(scorer.score(unknown, 0, out.view(), workspace),
                         "CatalogueScorer: user 1 is not below the 1 samples of the data set", IdError);
    CHECK_THROWS_WITH_AS((Scorer{model, users, 1}), "there is no head 1: the network does not end in Outputs",
                         SettingError);
    users.column<Open>().encoded_by = other.fingerprint();
    CHECK_THROWS_AS((Scorer{model, users}), SettingError);
}

} // namespace catalogue_scorer_test
