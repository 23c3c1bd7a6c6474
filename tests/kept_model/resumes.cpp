// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// resumes FILE         trains with a checkpoint in FILE, and prints history, early stopping and predictions
// resumes FILE EPOCH   the same, but dies in the middle of that epoch
// Compiled for several widths: whichever died, and wherever, the one that goes on must print the same.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <linnet/linnet.hpp>

#if __has_include(<nlohmann/json.hpp>)

#include <linnet/io/checkpoint_file.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 12>, ln::Embedding<Item, 12>>, ln::Dense<9>, ln::ReLU,
                               ln::Dropout<std::ratio<1, 4>>, ln::Dense<1>, ln::Sigmoid>;
using Model = ln::Model<Network, float, LINNET_TEST_WIDTH>;

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        return 2;
    }
    const std::size_t dies_in = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 0;
    const ln::SyntheticLog log = ln::synthetic_log({.users = 40, .items = 60, .interactions = 2000});
    const auto parts = ln::random_split(log.interactions);
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(parts.train);
    const auto train = ln::encode<User, Item>(parts.train, vocabularies, ln::LikedFrom{4});
    const auto validation = ln::encode<User, Item>(parts.validation, vocabularies, ln::LikedFrom{4});

    Model model{3, vocabularies};
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.03}};
    ln::CheckpointFile checkpoint{trainer, argv[1]};
    const ln::History history = trainer.fit(train, {.epochs = 40,
                                                    .batch_size = 64,
                                                    .validation = &validation,
                                                    .metrics = {ln::Auc{}},
                                                    .callback =
                                                        [&](const ln::Progress& progress) {
                                                            if (progress.epoch == dies_in && progress.samples > 500) {
                                                                std::_Exit(3);
                                                            }
                                                            return true;
                                                        },
                                                    .early_stopping = ln::EarlyStopping{.patience = 3, .metric = "auc"},
                                                    .learning_rate_factor = ln::CosineDecay{.steps = 500},
                                                    .checkpoint = &checkpoint});
    for (const ln::EpochRecord& record : history.epochs) {
        std::printf("%zu: %a %a %a\n", record.epoch, record.loss, *record.validation_loss, record.metrics["auc"]);
    }
    std::printf("best: %zu\n", history.best_epoch);
    for (const float prediction : ln::predict(model, validation)) {
        std::printf("%a\n", static_cast<double>(prediction));
    }
    return 0;
}

#else

int main() {
    std::printf("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)\n");
    return 0;
}

#endif
