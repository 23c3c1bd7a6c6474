// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Will an advertisement be clicked? 6,435 impressions of Criteo's, in time: 4,371 to train, whose last 871 choose
// settings and epochs, and 2,064 later ones to test.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <linnet/linnet.hpp>

#include "result.hpp"
#include "training.hpp"

namespace zoo {

using Counts = ln::Numeric<"counts", 26>; // 13 numbers, and for each whether it is missing
template <std::size_t I>
using Category = ln::Categorical<ln::numbered<"C", I + 1>()>;

template <template <class...> class Of, std::size_t... I>
auto with_categories(std::index_sequence<I...>) -> Of<Category<I>...>;
/// `Of` the 26 categories.
template <template <class...> class Of>
using WithCategories = decltype(with_categories<Of>(std::make_index_sequence<26>{}));

template <class... Categories>
using CriteoFeatures = ln::TypeList<Counts, Categories...>;
using Impressions = ln::Dataset<WithCategories<CriteoFeatures>>;

/// Impressions and later ones. The vocabularies have the values that are in five of the former.
struct Period {
    ln::Vocabularies<WithCategories<CriteoFeatures>> vocabularies;
    Impressions train;
    Impressions later;
    /// The counts, of each category how often it was clicked, out of fold in `train`, and how often it was seen.
    ln::Matrix<float> train_numbers;
    ln::Matrix<float> later_numbers;
};

struct Criteo {
    bool real = false;
    Period choice; ///< of what settings and epochs are best
    Period test;   ///< trains on both parts of `choice`
    [[nodiscard]] std::size_t seeds() const { return real ? 3 : 1; }
};

/// The file `criteo.tsv` in a folder, or made-up impressions for an empty one.
[[nodiscard]] Criteo read_criteo(const std::string& folder);

/// Adds to a result, of one seed, what the probabilities for the test are worth, and the epochs after which the loss on
/// the validation data was best.
void add_seed(Result& result, const Criteo& criteo, const std::vector<float>& probabilities, std::size_t epochs,
              double validation_loss);

/// Trains a network with three seeds: on the period of choice until its later part is judged best, and as many epochs
/// on the period of the test. `Network` must not be an alias template: those of two files would be one to the linker.
template <class Network, class Optimizer>
Result train(const Criteo& criteo, Result result, const Optimizer& optimizer, const Training& training) {
    const ln::BinaryCrossEntropy loss;
    const auto fit = [&](auto& model, const Impressions& data, const Impressions* validation, std::size_t epochs) {
        ln::FitOptions<float, Impressions> options{
            .epochs = epochs, .batch_size = training.batch_size, .l2_rows_in_batch = training.l2_rows};
        if (validation != nullptr) {
            options.validation = validation;
            options.early_stopping = ln::EarlyStopping{.patience = training.patience};
        }
        return ln::fit(model, loss, optimizer, data, options);
    };
    for (std::uint64_t seed = 1; seed <= criteo.seeds(); ++seed) {
        auto first = model_of<Network>(seed, criteo.choice.vocabularies);
        const auto history = fit(first, criteo.choice.train, &criteo.choice.later, criteo.real ? training.epochs : 10);
        auto model = model_of<Network>(seed, criteo.test.vocabularies);
        for (const auto& epoch : fit(model, criteo.test.train, nullptr, history.best_epoch).epochs) {
            result.seconds_per_epoch += epoch.seconds / static_cast<double>(history.best_epoch * criteo.seeds());
        }
        result.parameters = model.parameters().count();
        add_seed(result, criteo, ln::predict(model, criteo.test.later), history.best_epoch,
                 history.epochs[history.best_epoch - 1].validation_loss.value_or(0.0));
    }
    return result;
}

} // namespace zoo
