// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// The reference network, from a log of ratings to a list of recommendations.
//   quickstart               on a synthetic log, whose best reachable AUC is known
//   quickstart --data DIR    on MovieLens-100K, where DIR holds u.data and u.item
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">; // a column of ids; how many there are is known once the log is read
using Item = ln::Categorical<"item">;

using Network = ln::Sequential<                                     //
    ln::Concat<ln::Embedding<User, 100>, ln::Embedding<Item, 100>>, // batch x 200
    ln::Dense<1>,                                                   // batch x 1: input width 200 is inferred
    ln::Sigmoid>;                                                   // the probability of a like

int run(const std::string& directory) {
    // 1. A log of who rated what, oldest first into training, newest into the test.
    ln::SyntheticLog synthetic;
    if (directory.empty()) {
        synthetic = ln::synthetic_log();
    } else {
        synthetic.interactions = ln::read_interactions(directory + "/u.data", ln::movielens_100k());
    }
    const ln::LogSplit log = ln::time_split(synthetic.interactions, {.train = 0.8, .validation = 0.1});

    // 2. Raw ids become rows of tables, ratings of 4 and more become likes.
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(log.train);
    const auto train = ln::encode<User, Item>(log.train, vocabularies, ln::LikedFrom{4});
    const auto validation = ln::encode<User, Item>(log.validation, vocabularies, ln::LikedFrom{4});
    const auto test = ln::encode<User, Item>(log.test, vocabularies, ln::LikedFrom{4});

    std::vector<std::string> titles(vocabularies.of<Item>().size()); // of items, by row
    if (!directory.empty()) {
        ln::DelimitedReader films{directory + "/u.item", {.separator = "|"}};
        while (films.next()) {
            titles[vocabularies.of<Item>().find(films.fields()[0])] = films.fields()[1];
        }
    }

    // 3. The model: the network for one scalar type and one SIMD width, here the machine's own.
    ln::Model<Network> model{/*seed=*/42, vocabularies};
    std::cout << ln::summary(model) << "\n";

    // 4. Training.
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 1e-3}, train,
            {.epochs = 10,
             .batch_size = 32,
             .validation = &validation,
             .metrics = {ln::Accuracy{}, ln::Auc{}},
             .callback = ln::ProgressBar{std::cout, isatty(STDOUT_FILENO) == 1}});

    // 5. How good is it?
    const auto result = ln::evaluate(model, ln::BinaryCrossEntropy{}, test, {ln::Accuracy{}, ln::Auc{}, ln::LogLoss{}});
    std::cout << "\ntest";
    for (const auto& [name, value] : result.metrics) {
        std::cout << "  " << name << " " << value;
    }
    double least_auc = 0.713; // what others reach on MovieLens-100K
    if (directory.empty()) {
        const std::span<const float> truth = synthetic.probabilities;
        const std::span<const float> labels = test.labels;
        const double best_auc = ln::Auc{}(truth.last(labels.size()), labels);
        std::cout << "  (best reachable auc " << best_auc << ")";
        least_auc = best_auc - 0.06;
    }

    // 6. What to show to the first user of the log.
    const std::string_view user = log.train.users[0];
    std::cout << "\n\ntop 10 for user '" << user << "', without what was seen:\n";
    for (const auto& item :
         ln::recommend(model, vocabularies.of<User>().find(user), {.k = 10, .exclude_seen = &train})) {
        std::cout << "  " << item.score << "  " << (titles[item.row].empty() ? item.id : titles[item.row]) << "\n";
    }

    // 7. This program is a test, too.
    if (const double auc = result.metrics["auc"]; !(auc >= least_auc)) {
        std::cerr << "quickstart: the AUC is " << auc << " and should be at least " << least_auc << "\n";
        return 1;
    }
    return 0;
}

int main(int argc, char** argv) {
    const bool data = argc == 3 && std::string{argv[1]} == "--data";
    if (argc != 1 && !data) {
        std::cerr << "usage: quickstart [--data DIR]\n";
        return 2;
    }
    if (data && !std::ifstream{std::string{argv[2]} + "/u.data"}) {
        std::cout << "SKIPPED: there is no " << argv[2] << "/u.data\n";
        return 77; // which CTest counts as skipped
    }
    try {
        return run(data ? argv[2] : "");
    } catch (const ln::Error& error) {
        std::cerr << "quickstart: " << error.what() << "\n";
        return 1;
    }
}
