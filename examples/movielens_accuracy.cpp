// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// The reference network on MovieLens-100K, evaluated as others report it: the mean of three seeds on two splits of the
// ratings.
//   movielens_accuracy [DIR]    where DIR holds ctr_train.tsv, ctr_test.tsv, ctrr_train.tsv and ctrr_test.tsv
//                               (user, item, label, time); default ../shared/data/ml-100k/splits
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>

#include <linnet/linnet.hpp>

#include "gates.hpp"

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network =
    ln::Sequential<ln::Concat<ln::Embedding<User, 100>, ln::Embedding<Item, 100>>, ln::Dense<1>, ln::Sigmoid>;

namespace {

void run(const std::filesystem::path& directory, const std::string& split, Gates& gates, double least_auc) {
    const auto read = [&](const char* part) {
        return ln::read_interactions(directory / (split + part + ".tsv"), ln::movielens_100k());
    };
    const ln::Interactions train_log = read("_train");
    const ln::Interactions test_log = read("_test");
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(train_log);
    const auto train = ln::encode<User, Item>(train_log, vocabularies, ln::RatingAsLabel{});
    const auto test = ln::encode<User, Item>(test_log, vocabularies, ln::RatingAsLabel{});

    constexpr std::uint64_t seeds = 3;
    std::array<double, 3> mean{};
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        ln::Model<Network> model{seed, vocabularies};
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 1e-3}, train,
                {.epochs = 10, .batch_size = 32});
        const auto result =
            ln::evaluate(model, ln::BinaryCrossEntropy{}, test, {ln::Auc{}, ln::Accuracy{}, ln::LogLoss{}});
        std::printf("%-6s seed %llu   auc %.4f   accuracy %.4f   log loss %.4f\n", split.c_str(),
                    static_cast<unsigned long long>(seed), result.metrics["auc"], result.metrics["accuracy"],
                    result.metrics["log_loss"]);
        std::size_t next = 0;
        for (const auto& [name, value] : result.metrics) {
            mean[next++] += value / seeds;
        }
    }
    std::printf("%-6s mean     auc %.4f   accuracy %.4f   log loss %.4f\n", split.c_str(), mean[0], mean[1], mean[2]);
    gates.at_least("the mean AUC of " + split, mean[0], least_auc);
}

} // namespace

int main(int argc, char** argv) {
    const std::filesystem::path directory = argc > 1 ? argv[1] : LINNET_SHARED_DIR "/data/ml-100k/splits";
    if (!is_there(directory)) {
        return skipped;
    }
    try {
        Gates gates{"movielens_accuracy"};
        run(directory, "ctr", gates, 0.713);  // in time: the oldest 80 % train, the newest 10 % test
        run(directory, "ctrr", gates, 0.768); // the same ratings at random
        return gates.exit_code();
    } catch (const ln::Error& error) {
        std::cerr << "movielens_accuracy: " << error.what() << "\n";
        return 1;
    }
}
