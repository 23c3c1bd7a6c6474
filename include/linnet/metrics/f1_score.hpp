// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/confusion.hpp>

namespace linnet::inline LINNET_ISA {

/// The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`, by weight. A sample is predicted positive if
/// `prediction > threshold`, which is never true of NaN, and positive if its label is above 0.5. 0 if nothing is
/// positive and nothing is predicted positive.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 .. 1; NaN where a label is NaN. O(samples).
/// Throws SettingError if the sizes differ.
/// Source: `f1_score` of scikit-learn with `zero_division=0`.
struct F1Score {
    static constexpr std::string_view name = "f1";

    double threshold = 0.5;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        const auto sums = detail::confusion(name, predictions, labels, weights, threshold);
        return detail::ratio_or_zero(2.0 * sums.hits, 2.0 * sums.hits + sums.false_alarms + sums.misses);
    }
};

} // namespace linnet::inline LINNET_ISA
