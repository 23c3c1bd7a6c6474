// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The weight of the samples that were predicted positive and are positive (hits), that were predicted positive and are
/// not (false alarms), and that are positive but were not predicted so (misses).
struct Confusion {
    double hits = 0.0;
    double false_alarms = 0.0;
    double misses = 0.0;
};

/// A sample is predicted positive if `prediction > threshold`, which is never true of NaN, and it is positive if its
/// label is above 0.5. Samples of weight 0 are ignored; a NaN label makes everything NaN. O(samples). Throws
/// SettingError if the sizes differ.
template <class T>
[[nodiscard]] Confusion confusion(std::string_view metric, std::span<const T> predictions, std::span<const T> labels,
                                  std::span<const T> weights, double threshold) {
    check_sizes(metric, predictions.size(), labels.size(), weights.size());
    const T limit = static_cast<T>(threshold); // in T, as in Accuracy
    Confusion sums;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[i]);
        if (weight == 0.0) {
            continue;
        }
        if (std::isnan(labels[i])) {
            constexpr double nan = std::numeric_limits<double>::quiet_NaN();
            return {nan, nan, nan};
        }
        if (labels[i] > T{0.5}) {
            (predictions[i] > limit ? sums.hits : sums.misses) += weight;
        } else if (predictions[i] > limit) {
            sums.false_alarms += weight;
        }
    }
    return sums;
}

/// `numerator / denominator`, and 0 where the denominator is 0.
[[nodiscard]] inline double ratio_or_zero(double numerator, double denominator) {
    return denominator != 0.0 ? numerator / denominator : 0.0;
}

} // namespace linnet::inline LINNET_ISA::detail
