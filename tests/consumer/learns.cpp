// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A model as a user of linnet would train it, from a log to recommendations; fails unless it learned.
#include <cstdio>
#include <vector>

#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>, ln::Sigmoid>;

int main() {
    int unused; // would not compile if linnet's own warnings reached its users
    const ln::LogSplit log =
        ln::random_split(ln::synthetic_log({.users = 60, .items = 40, .interactions = 3000}).interactions,
                         {.train = 0.8, .validation = 0.0});
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(log.train);
    const auto train = ln::encode<User, Item>(log.train, vocabularies, ln::LikedFrom{4});
    const auto test = ln::encode<User, Item>(log.test, vocabularies, ln::LikedFrom{4});

    ln::Model<Network> model{/*seed=*/42, vocabularies};
    const auto auc = [&] { return ln::evaluate(model, ln::BinaryCrossEntropy{}, test, {ln::Auc{}}).metrics["auc"]; };
    const double before = auc();
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 1e-2}, train,
                                 {.epochs = 5, .batch_size = 32});
    const double after = auc();
    const std::vector<float> predictions = ln::predict(model, test);
    const auto best = ln::recommend(model, 1, {.k = 3, .exclude_seen = &train});

    std::printf("linnet learned: AUC %.3f -> %.3f, loss %.3f -> %.3f, %zu predictions, %zu recommendations\n", before,
                after, history.epochs.front().loss, history.epochs.back().loss, predictions.size(), best.size());
    bool good = before < 0.6 && after > 0.68 && history.epochs.back().loss < history.epochs.front().loss - 0.02;
    good = good && predictions.size() == test.size() && best.size() == 3 && best[0].score >= best[1].score;
    for (const float probability : predictions) {
        good = good && probability > 0.0F && probability < 1.0F;
    }
    return good ? 0 : 1;
}
