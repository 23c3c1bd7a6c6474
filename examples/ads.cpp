// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Will the advertisement be clicked? Wide and deep: hashed words and scaled counts in a logistic regression, beside
// embeddings of the categories in a network. Its probabilities are checked for rank and for calibration.
//   ads [FILE]    a TSV of Criteo with a leading id, such as ../shared/data/criteo-6k/criteo.tsv; default: made-up data
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

#include <linnet/linnet.hpp>

#include "gates.hpp"
#include "made_up.hpp"

namespace ln = linnet;

using Counts = ln::Numeric<"counts", 26>; // 13 numbers, and for each whether it is missing
using Words = ln::MultiCategorical<"words", (1 << 16)>;
template <std::size_t I>
using C = ln::Categorical<ln::numbered<"C", I + 1>()>;

template <std::size_t... I>
auto wide_and_deep(std::index_sequence<I...>) -> ln::Sequential<
    ln::Add<ln::Sequential<ln::Concat<ln::Input<Counts>, ln::EmbeddingBag<Words, 1, ln::Sum, ln::Zeros>>,
                           ln::Dense<1, ln::Zeros>>,
            ln::Sequential<ln::Concat<ln::Input<Counts>, ln::Embedding<C<I>, 4>...>, ln::Dense<32>, ln::ReLU,
                           ln::Dense<1>>>,
    ln::Sigmoid>;
using Network = decltype(wide_and_deep(std::make_index_sequence<26>{}));

void run(const std::string& file, Gates& gates) {
    const bool real = !file.empty();
    const ln::Frame all = real ? ln::read_frame(file, ln::criteo(/*leading_id=*/true)) : made_up::impressions();
    const auto is_test = [&](std::size_t row) { return std::stol(std::string(all.strings("id")[row])) >= 49'000'000; };
    const std::size_t fitted = all.size() * 54 / 100; // ids rise with time
    const ln::Frame train = ln::select_rows(all, [&](std::size_t row) { return row < fitted && !is_test(row); });
    const ln::Frame validation = ln::select_rows(all, [&](std::size_t row) { return row >= fitted && !is_test(row); });
    const ln::Frame test = ln::select_rows(all, is_test);

    auto ads =
        ln::pipeline<Network>({.label = "label", .seed = 1},
                              ln::numeric<Counts>(ln::numbered("I", 1, 13), {.log1p = true, .add_indicator = true}),
                              ln::hashed<Words>(ln::numbered("C", 1, 26)), ln::categories<Network>({.min_count = 2}));
    ads.fit(train, ln::BinaryCrossEntropy{}, ln::LazyAdam{.learning_rate = 1e-3},
            {.epochs = 40,
             .batch_size = 64,
             .validation = &validation,
             .early_stopping = ln::EarlyStopping{.patience = 3}});
    const auto result = ads.evaluate(test, ln::BinaryCrossEntropy{},
                                     {ln::Auc{}, ln::LogLoss{}, ln::NormalizedEntropy{}, ln::CalibrationRatio{}});
    std::printf("trained on %zu impressions; of %zu later ones:\n", train.size(), test.size());
    for (const auto& [name, value] : result.metrics) {
        std::printf("  %-20s %.4f\n", name.c_str(), value);
    }
    gates.at_least("the AUC", result.metrics["auc"], real ? 0.728 : 0.75);
    gates.at_most("the log loss", result.metrics["log_loss"], real ? 0.52 : 0.57);
    gates.equal("the calibration ratio", result.metrics["calibration_ratio"], 1.0, 0.1);
}

int main(int argc, char** argv) { return run_example("ads", argc, argv, run); }
