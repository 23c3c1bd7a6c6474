// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/rank_key.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// Area under the ROC curve: of all pairs of a positive (label above 0.5) and a negative, the share, by product of
/// weights, in which the positive has the greater prediction; a tie counts half. It is exact and not approximated by
/// thresholds, so predictions may be any real numbers. NaN ranks below every number and ties with NaN, so a constant
/// model, even one that always gives NaN, scores exactly 0.5.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 .. 1; NaN without positives, without negatives
/// or where a label is NaN. O(samples). Throws SettingError if the sizes differ.
/// Source: Hanley, McNeil, "The meaning and use of the area under a ROC curve", Radiology 143, 1982.
struct Auc {
    static constexpr std::string_view name = "auc";

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const;
};

namespace detail {

/// The area of the samples `ranked`, which are in rising order of their keys. Equal keys are a tie.
template <class T>
[[nodiscard]] LINNET_COLD double ranked_auc(std::span<const std::size_t> ranked, std::span<const std::uint64_t> keys,
                                            std::span<const T> labels, std::span<const T> weights) {
    double positives = 0.0;
    double negatives = 0.0;
    double won = 0.0; // weight of the pairs in which the positive ranks higher, plus half the weight of the ties
    for (std::size_t i = 0; i < ranked.size();) {
        const std::uint64_t key = keys[ranked[i]];
        double tied_positives = 0.0;
        double tied_negatives = 0.0;
        for (; i < ranked.size() && keys[ranked[i]] == key; ++i) {
            const std::size_t sample = ranked[i];
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

/// The keys of the predictions; empty if a sample with a weight has the label NaN.
template <class T>
[[nodiscard]] LINNET_COLD std::vector<std::uint64_t> auc_keys(std::span<const T> predictions, std::span<const T> labels,
                                                              std::span<const T> weights) {
    std::vector<std::uint64_t> keys(predictions.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (std::isnan(labels[i]) && (weights.empty() || weights[i] != T{0})) {
            return {};
        }
        keys[i] = rank_key(static_cast<double>(predictions[i]));
    }
    return keys;
}

} // namespace detail

template <class T>
LINNET_COLD double Auc::operator()(std::span<const T> predictions, std::span<const T> labels,
                                   std::span<const T> weights) const {
    detail::check_sizes(name, predictions.size(), labels.size(), weights.size());
    const std::vector<std::uint64_t> keys = detail::auc_keys(predictions, labels, weights);
    return detail::ranked_auc<T>(sorted_order(keys), keys, labels, weights); // ties by index
}

} // namespace linnet::inline LINNET_ISA
