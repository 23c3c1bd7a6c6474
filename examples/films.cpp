// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Which film will a person like, and why? Ids, profiles and contents are fed into one network, which gives a varied
// list for one person and says what each feature adds to the score of the first film on it.
//   films [DIR]    where DIR holds u.data, u.user and u.item, such as ../shared/data/ml-100k; default: made-up data
#include <cstdio>
#include <string>

#include <linnet/linnet.hpp>

#include "gates.hpp"
#include "made_up.hpp"

namespace ln = linnet;

using User = ln::Categorical<"user">;
using AgeGroup = ln::Categorical<"age_group">;
using Occupation = ln::Categorical<"occupation">;
using Interests = ln::MultiCategorical<"interests">;
using Film = ln::Categorical<"film">;
using Genres = ln::MultiCategorical<"genres">;
using Title = ln::MultiCategorical<"title">;
using Network = ln::Sequential<
    ln::Concat<ln::Embedding<User, 8>, ln::Embedding<AgeGroup, 4>, ln::Embedding<Occupation, 4>,
               ln::EmbeddingBag<Interests, 8, ln::Sum, ln::Table<"genre">>, ln::Embedding<Film, 8>,
               ln::EmbeddingBag<Genres, 8, ln::Mean, ln::Table<"genre">>, ln::EmbeddingBag<Title, 4, ln::Sum>>,
    ln::Dense<32>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;

void run(const std::string& dir, Gates& gates) {
    const bool real = !dir.empty();
    const ln::Interactions log =
        real ? ln::read_interactions(dir + "/u.data", ln::movielens_100k()) : made_up::ratings();
    const ln::LogSplit split = ln::random_split(log, {.train = 0.8, .validation = 0.1, .seed = 1});

    auto films = ln::recommender<Network>(
        ln::users<User>("id", ln::bucket<AgeGroup>("age", {18, 25, 35, 45, 50, 56}),
                        ln::category<Occupation>("occupation"), ln::interests<Interests, Genres>()),
        ln::items<Film>("id", ln::split<Genres>("genres", "|"), ln::tf_idf<Title>("title", {.min_df = 2})),
        {.seed = 7, .label = ln::LikedFrom{4}});
    films.set_users(real ? ln::read_frame(dir + "/u.user", ln::movielens_100k_users()) : made_up::people());
    films.set_items(real ? ln::read_movielens_100k_items(dir + "/u.item") : made_up::films());
    films.fit(
        split.train, ln::BinaryCrossEntropy{}, ln::LazyAdam{},
        {.epochs = 20, .batch_size = 256, .validation = &split.validation, .early_stopping = ln::EarlyStopping{}});

    const auto result = films.evaluate(split.test, ln::BinaryCrossEntropy{}, {ln::Auc{}, ln::LogLoss{}});
    const auto genres = ln::multi_hot(films.item_table().column<Genres>(), films.model().rows<Genres>());
    const ln::Mmr varied{genres.view(), {.lambda = 0.7}};
    const auto list = films.recommend(log.users[0], {.k = 5, .rerank = &varied});
    for (const auto& film : list) {
        std::printf("%.3f  film %s\n", film.score, film.id.c_str());
    }
    for (const auto& part : films.explain(log.users[0], list[0].id).contributions) {
        std::printf("%+.3f by %s\n", part.value, part.feature.c_str()); // to the logit of the first
    }
    gates.at_least("the AUC", result.metrics["auc"], real ? 0.77 : 0.70);
    gates.at_most("the log loss", result.metrics["log_loss"], real ? 0.57 : 0.63);
}

int main(int argc, char** argv) { return run_example("films", argc, argv, run); }
