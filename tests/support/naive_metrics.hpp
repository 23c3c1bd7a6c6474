// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <vector>

#include <linnet/core/random.hpp>

namespace linnet_test {

/// Samples for metrics: predictions on a grid of 1/32, so that many tie, and weights that are not round numbers.
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
    const auto rank = [&](std::size_t i) { // NaN is below everything, and equal to itself
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

/// The weights of the four cells of predicted and true classes.
struct NaiveCells {
    long double cells[2][2] = {};
    [[nodiscard]] long double true_positives() const { return cells[1][1]; }
    [[nodiscard]] long double predicted() const { return cells[1][0] + cells[1][1]; }
    [[nodiscard]] long double positives() const { return cells[0][1] + cells[1][1]; }
};

template <class T>
[[nodiscard]] NaiveCells naive_cells(std::span<const T> predictions, std::span<const T> labels,
                                     std::span<const T> weights, double threshold) {
    NaiveCells result;
    for (std::size_t i = labels.size(); i-- > 0;) {
        const bool predicted = !std::isnan(predictions[i]) && predictions[i] > static_cast<T>(threshold);
        result.cells[predicted ? 1 : 0][labels[i] == T{1} ? 1 : 0] += static_cast<long double>(weight_of(weights, i));
    }
    return result;
}

/// Takes each group out and compares its pairs.
template <class T>
[[nodiscard]] double naive_grouped_auc(std::span<const std::uint32_t> groups, std::span<const T> predictions,
                                       std::span<const T> labels, std::span<const T> weights) {
    double sum = 0;
    double total = 0;
    for (const std::uint32_t group : std::set<std::uint32_t>(groups.begin(), groups.end())) {
        std::vector<T> p;
        std::vector<T> y;
        std::vector<T> w;
        double impressions = 0;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i] == group) {
                p.push_back(predictions[i]);
                y.push_back(labels[i]);
                w.push_back(static_cast<T>(weight_of(weights, i)));
                impressions += weight_of(weights, i);
            }
        }
        const double auc = naive_auc(view(p), view(y), view(w));
        if (!std::isnan(auc)) {
            sum += impressions * auc;
            total += impressions;
        }
    }
    return sum / total;
}

/// Tries every bin for every sample.
template <class T>
[[nodiscard]] double naive_calibration_error(std::span<const T> predictions, std::span<const T> labels,
                                             std::span<const T> weights, int bins) {
    long double error = 0;
    long double total = 0;
    for (int bin = 0; bin < bins; ++bin) {
        long double expected = 0;
        long double seen = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const double p = static_cast<double>(predictions[i]);
            const bool after = p * bins >= bin || bin == 0;
            const bool before = p * bins < bin + 1 || bin == bins - 1;
            if (after && before) {
                expected += static_cast<long double>(weight_of(weights, i)) * static_cast<long double>(p);
                seen += static_cast<long double>(weight_of(weights, i)) * static_cast<long double>(labels[i]);
                total += static_cast<long double>(weight_of(weights, i));
            }
        }
        error += std::abs(expected - seen);
    }
    return static_cast<double>(error / total);
}

} // namespace linnet_test
