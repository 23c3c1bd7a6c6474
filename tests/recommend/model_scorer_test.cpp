// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/model_scorer.hpp>

#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/layers.hpp>
#include <linnet/network.hpp>
#include <linnet/train/predict.hpp>

#include "../support/scores.hpp"

namespace model_scorer_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 7>;
using Item = Categorical<"item", 1500>;
using Age = Numeric<"age", 1>;
using Genres = MultiCategorical<"genres", 5>;

} // namespace

TEST_CASE("scores have the bits of predict, in whatever blocks") {
    using Network = Sequential<Concat<Embedding<User, 8>, Embedding<Item, 8>>, Dense<4>, ReLU, Dense<1>, Sigmoid>;
    const Model<Network, float, 8> model{3};
    const ModelScorer<Model<Network, float, 8>, User, Item> scorer{model};
    static_assert(Scorer<ModelScorer<Model<Network, float, 8>, User, Item>>);
    CHECK(scorer.users() == 7);
    CHECK(scorer.items() == 1500);
    std::vector<row_id> most; // more than one block
    for (row_id item = 3; item < 1500; item += item < 1300 ? 1 : 2) {
        most.push_back(item);
    }
    std::vector<float> some(most.size());
    ModelScorer<Model<Network, float, 8>, User, Item>::Workspace of_some;
    scorer.score_items(5, most, some, of_some);
    const auto scores = all_scores(scorer);
    Dataset<TypeList<User, Item>> pairs;
    for (row_id user = 0; user < 7; ++user) {
        for (row_id item = 0; item < 1500; ++item) {
            pairs.column<User>().add(user);
            pairs.column<Item>().add(item);
        }
    }
    const auto predictions = predict(model, pairs);
    std::size_t differences = 0;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        differences += scores.view()(i / 1500, i % 1500) == predictions[i] ? 0 : 1;
    }
    CHECK(differences == 0);
    for (std::size_t i = 0; i < most.size(); ++i) {
        differences += some[i] == scores.view()(5, most[i]) ? 0 : 1;
    }
    CHECK(differences == 0);
    std::vector<row_id> users{6, 2};
    Matrix<float> out(2, 5);
    ModelScorer<Model<Network, float, 8>, User, Item>::Workspace workspace;
    scorer.score(users, 1021, out.view(), workspace);
    CHECK(out.view()(0, 4) == scores.view()(6, 1025));
    CHECK(out.view()(1, 0) == scores.view()(2, 1021));
}

TEST_CASE("a dot-product model is scored by its tables as they are, and an unknown row is refused") {
    using M =
        Model<Sequential<Add<Dot<Embedding<User, 8>, Embedding<Item, 8>>, Embedding<Item, 1>>, Sigmoid>, float, 8>;
    M model{3};
    const ModelScorer<M, User, Item> scorer{model};
    const ModelScorer<M, Item, User> other_way{model}; // by predictions
    const auto check = [&] {
        const auto scores = all_scores(scorer);
        const auto transposed = all_scores(other_way);
        bool equal = true;
        for (row_id user = 0; user < 7; ++user) {
            for (row_id item = 0; item < 1500; ++item) {
                equal = equal && scores.view()(user, item) == transposed.view()(item, user);
            }
        }
        CHECK(equal);
        CHECK(same_in_blocks(scorer));
        return scores.view()(2, 7);
    };
    const float before = check();
    model.parameters()[0].values.view()(2, 0) += 1.0F;
    model.parameters()[0].values.view()(2, 1) -= 2.0F;
    CHECK(check() != before); // no copy is kept
    Matrix<float> out(1, 5);
    ModelScorer<M, User, Item>::Workspace of_scorer;
    const std::vector<row_id> unknown{7};
    CHECK_THROWS_AS(scorer.score(unknown, 0, out.view(), of_scorer), IdError);
    const std::vector<row_id> known{6};
    CHECK_THROWS_AS(scorer.score(known, 1496, out.view(), of_scorer), IdError);
    const std::vector<row_id> items{3, 1500};
    std::vector<float> some(2);
    CHECK_THROWS_AS(scorer.score_items(6, items, some, of_scorer), IdError);
    CHECK_THROWS_AS(scorer.score_items(7, known, std::span(some).first(1), of_scorer), IdError);
}

TEST_CASE("a network of several heads scores by the first, or by the one that is asked for") {
    using Network = Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>>,
                               Outputs<Sequential<Dense<1>, Sigmoid>, Dense<2>, Named<"stars", Dense<1>>>>;
    using ModelType = Model<Network, float, 4>;
    using Scores = ModelScorer<ModelType, User, Item>;
    const ModelType model{3};
    const row_id users[] = {5, 5};
    const row_id items[] = {7, 1400};
    ModelType::Workspace workspace;
    const auto out = model.predict({2, {users, items}}, workspace);
    Scores::Workspace of_scores;
    float scores[2];
    Scores{model}.score_items(5, items, scores, of_scores);
    CHECK(scores[0] == out(0, 0));
    CHECK(scores[1] == out(1, 0));
    Scores{model, nullptr, nullptr, 2}.score_items(5, items, scores, of_scores);
    CHECK(scores[0] == out(0, 3));
    CHECK(scores[1] == out(1, 3));
    CHECK_THROWS_WITH_AS((Scores{model, nullptr, nullptr, 1}),
                         "ModelScorer: to score items by head 1 it must have one column, not 2", SettingError);
    CHECK_THROWS_WITH_AS((Scores{model, nullptr, nullptr, 3}), "there is no head 3: the network has 3", SettingError);
}

TEST_CASE("other features come from the sides of the user and of the item") {
    using Network =
        Sequential<Concat<Embedding<User, 4>, Input<Age>, EmbeddingBag<Genres, 4>, Embedding<Item, 4>>, Dense<1>>;
    using M = Model<Network, double, 4>;
    const M model{3};
    Dataset<TypeList<Age>> user_side;
    for (std::size_t user = 0; user < 7; ++user) {
        user_side.column<Age>().numbers.push_back(static_cast<float>(user) / 7.0F);
    }
    Dataset<TypeList<Genres>> item_side;
    for (row_id item = 0; item < 1500; ++item) {
        item_side.column<Genres>().add(std::vector<row_id>(item % 3, item % 5));
    }
    const ModelScorer<M, User, Item, Dataset<TypeList<Age>>, Dataset<TypeList<Genres>>> scorer{model, &user_side,
                                                                                               &item_side};
    Dataset<TypeList<User, Item, Age, Genres>> pairs;
    for (row_id user = 0; user < 7; ++user) {
        for (row_id item = 0; item < 1500; ++item) {
            pairs.add(0.0F, user, item, {static_cast<float>(user) / 7.0F}, std::vector<row_id>(item % 3, item % 5));
        }
    }
    const auto predictions = predict(model, pairs);
    const auto scores = all_scores(scorer);
    std::size_t differences = 0;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        differences += scores.view()(i / 1500, i % 1500) == predictions[i] ? 0 : 1;
    }
    CHECK(differences == 0);

    const ModelScorer<M, User, Item, Dataset<TypeList<Age>>, Dataset<TypeList<Genres>>> without{model, &user_side};
    const M named{3, [] {
                      Vocabularies<Network> vocabularies;
                      vocabularies.of<Genres>().add("war");
                      return vocabularies;
                  }()};
    const auto scorer_of_named = [&] {
        return ModelScorer<M, User, Item, Dataset<TypeList<Age>>, Dataset<TypeList<Genres>>>{named, &user_side,
                                                                                             &item_side};
    };
    CHECK_NOTHROW((void)scorer_of_named());
    item_side.column<Genres>().encoded_by = {2, 1};
    CHECK_THROWS_WITH_AS((void)scorer_of_named(),
                         "ModelScorer: feature 'genres' was encoded by a vocabulary of 2 rows that is not the model's, "
                         "of 2; encode it by model.vocabularies(), or let the model grow to those of the data",
                         SettingError);
    CHECK_THROWS_WITH_AS((void)all_scores(without), "ModelScorer: feature 'genres' needs a side of 1500 rows, not 0",
                         SettingError);
}

} // namespace model_scorer_test
