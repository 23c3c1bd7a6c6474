// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <linnet/core/random.hpp>

namespace linnet_test {

/// Samples for metrics: predictions on a grid of 1/32, so that many tie, and weights that are no round numbers.
template <class T>
struct MetricSamples {
    std::vector<T> predictions;
    std::vector<T> labels;
    std::vector<T> weights;

    explicit MetricSamples(std::size_t count, std::uint64_t seed) {
        const linnet::Random random{seed, 0};
        for (std::size_t i = 0; i < count; ++i) {
            predictions.push_back(static_cast<T>(static_cast<double>(random.below(33, 3 * i)) / 32));
            labels.push_back(random.uniform(3 * i + 1) < 0.3 ? T{1} : T{0});
            weights.push_back(static_cast<T>(3.0 * random.uniform(3 * i + 2)));
        }
    }
};

template <class T>
[[nodiscard]] std::span<const T> view(const std::vector<T>& values) {
    return values;
}

template <class T>
[[nodiscard]] double weight_of(std::span<const T> weights, std::size_t i) {
    return weights.empty() ? 1.0 : static_cast<double>(weights[i]);
}

/// Compares every positive with every negative.
template <class T>
[[nodiscard]] double naive_auc(std::span<const T> predictions, std::span<const T> labels, std::span<const T> weights) {
    const auto rank = [&](std::size_t i) { // NaN is the least of all, and equal to itself
        return std::isnan(predictions[i]) ? -std::numeric_limits<double>::infinity()
                                          : std::atan(static_cast<double>(predictions[i]));
    };
    double won = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        for (std::size_t j = 0; j < labels.size(); ++j) {
            if (labels[i] == T{1} && labels[j] == T{0}) {
                const double weight = weight_of(weights, i) * weight_of(weights, j);
                pairs += weight;
                won += rank(i) > rank(j) ? weight : rank(i) == rank(j) ? weight / 2 : 0.0;
            }
        }
    }
    return won / pairs;
}

/// Mean of `term(prediction, label)` by weight, summed backwards in long double.
template <class T, class Term>
[[nodiscard]] double naive_mean(std::span<const T> predictions, std::span<const T> labels, std::span<const T> weights,
                                Term term) {
    long double sum = 0;
    long double total = 0;
    for (std::size_t i = labels.size(); i-- > 0;) {
        const long double weight = weight_of(weights, i);
        sum += weight * term(static_cast<long double>(predictions[i]), static_cast<long double>(labels[i]));
        total += weight;
    }
    return static_cast<double>(sum / total);
}

} // namespace linnet_test
