// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/metrics/weighted_mean.hpp>

namespace linnet {

/// Area under the ROC curve: the share, by product of weights, of pairs of a positive (label above 0.5) and a negative
/// in which the positive has the greater prediction; a tie counts half. Exact, not an approximation by thresholds, so
/// predictions may be any reals. NaN ranks below every number and ties with NaN, hence a constant model, even one of
/// NaN, scores exactly 0.5.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 .. 1; NaN without positives, without negatives
/// or where a label is NaN. O(samples log samples). Throws SettingError if the sizes differ.
/// Source: Hanley, McNeil, "The meaning and use of the area under a ROC curve", Radiology 143, 1982.
struct Auc {
    static constexpr std::string_view name = "auc";

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const;
};

namespace detail {

template <class T>
struct RankedSample {
    T prediction;
    std::size_t index;

    [[nodiscard]] bool ties(const RankedSample& other) const {
        return prediction == other.prediction || (std::isnan(prediction) && std::isnan(other.prediction));
    }
    /// By prediction, NaN first; ties by index, so that the order of sums does not depend on the sort.
    [[nodiscard]] bool operator<(const RankedSample& other) const {
        if (prediction < other.prediction || other.prediction < prediction) {
            return prediction < other.prediction;
        }
        const bool nan = std::isnan(prediction);
        return nan != std::isnan(other.prediction) ? nan : index < other.index;
    }
};

} // namespace detail

template <class T>
double Auc::operator()(std::span<const T> predictions, std::span<const T> labels, std::span<const T> weights) const {
    detail::check_sizes(name, predictions.size(), labels.size(), weights.size());
    std::vector<detail::RankedSample<T>> ranked;
    ranked.reserve(predictions.size());
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        if (weights.empty() || weights[i] != T{0}) {
            if (std::isnan(labels[i])) {
                return std::numeric_limits<double>::quiet_NaN();
            }
            ranked.push_back({predictions[i], i});
        }
    }
    std::sort(ranked.begin(), ranked.end());

    double positives = 0.0;
    double negatives = 0.0;
    double won = 0.0; // weight of the pairs in which the positive ranks higher, plus half of the ties
    for (std::size_t i = 0; i < ranked.size();) {
        const auto& first = ranked[i];
        double tied_positives = 0.0;
        double tied_negatives = 0.0;
        for (; i < ranked.size() && first.ties(ranked[i]); ++i) {
            const std::size_t sample = ranked[i].index;
            const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[sample]);
            (labels[sample] > T{0.5} ? tied_positives : tied_negatives) += weight;
        }
        won = std::fma(tied_positives, std::fma(0.5, tied_negatives, negatives), won);
        positives += tied_positives;
        negatives += tied_negatives;
    }
    const double pairs = positives * negatives;
    return pairs != 0.0 ? won / pairs : std::numeric_limits<double>::quiet_NaN();
}

} // namespace linnet
