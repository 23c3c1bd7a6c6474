// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

ln::ConstMatrixView<float> matrix(const NumberSamples& samples) {
    return {samples.column<Numbers>().numbers.data(), samples.size(), Numbers::columns, Numbers::columns};
}

} // namespace

Result boosted_trees(const Clicks& clicks) {
    Result result{.file = "boosted_trees",
                  .name = "boosted trees",
                  .settings = "depth 6, rate .05, 20 rounds of patience",
                  .reference = .7666,
                  .gate = .766};
    const auto& [train, validation, test] = clicks.numbers;
    const std::size_t seeds = clicks.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        ln::BoostedTrees<float> trees{
            {.trees = 1000, .depth = 6, .learning_rate = 0.05, .subsample = 0.8, .seed = seed}};
        const ln::TreeSamples<float> validation_samples{matrix(validation), validation.labels};
        const auto start = std::chrono::steady_clock::now();
        const auto history = trees.fit(ln::TreeSamples<float>{matrix(train), train.labels}, ln::BinaryCrossEntropy{},
                                       {.validation = &validation_samples, .early_stopping_rounds = 20});
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        result.seconds_per_epoch += seconds.count() / static_cast<double>(history.validation_loss.size() * seeds);
        result.epochs += static_cast<double>(history.trees) / static_cast<double>(seeds);
        const auto predict = [&](const NumberSamples& samples) { return trees.predict(matrix(samples)); };
        add_seed(result, clicks, clicks.numbers, predict, seeds);
        const std::vector<float> probabilities = predict(test);
        result.second += ln::LogLoss{}(std::span<const float>{probabilities}, std::span<const float>{test.labels}) /
                         static_cast<double>(seeds);
        std::fprintf(stderr, "%s, seed %d: AUC %.4f after %zu trees; %.4f on the validation data\n",
                     result.name.c_str(), static_cast<int>(seed), result.of_seeds.back(), history.trees,
                     history.validation_loss[history.trees - 1]);
    }
    return result;
}

} // namespace zoo
