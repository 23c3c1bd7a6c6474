// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "criteo.hpp"
#include "zoo.hpp"

namespace zoo {

Result criteo_boosted_trees(const Criteo& criteo) {
    Result result{.file = "criteo_boosted_trees",
                  .name = "boosted trees",
                  .settings =
                      "depth 6, rate .03, 60 rows on each side, half of the features a tree, 50 rounds of patience",
                  .reference = .7260,
                  .gate = 0};
    const ln::BinaryCrossEntropy loss;
    const ln::TreeSamples<float> validation{criteo.choice.later_numbers.view(), criteo.choice.later.labels};
    for (std::uint64_t seed = 1; seed <= criteo.seeds(); ++seed) {
        ln::BoostedTreesSettings settings{.trees = 1000,
                                          .depth = 6,
                                          .learning_rate = 0.03,
                                          .min_child_samples = 60,
                                          .subsample = 0.8,
                                          .feature_fraction = 0.5,
                                          .seed = seed};
        ln::BoostedTrees<float> first{settings};
        const auto history = first.fit({criteo.choice.train_numbers.view(), criteo.choice.train.labels}, loss,
                                       {.validation = &validation, .early_stopping_rounds = 50});
        settings.trees = history.trees;
        ln::BoostedTrees<float> trees{settings};
        const auto start = std::chrono::steady_clock::now();
        trees.fit({criteo.test.train_numbers.view(), criteo.test.train.labels}, loss);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        result.seconds_per_epoch += seconds.count() / static_cast<double>(history.trees * criteo.seeds());
        add_seed(result, criteo, trees.predict(criteo.test.later_numbers.view()), history.trees,
                 history.validation_loss[history.trees - 1]);
    }
    return result;
}

} // namespace zoo
