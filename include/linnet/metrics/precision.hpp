// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/confusion.hpp>

namespace linnet::inline LINNET_ISA {

/// Of the samples predicted positive (`prediction > threshold`), the share, by weight, that is positive (label above
/// 0.5): `TP / (TP + FP)`. A NaN prediction is not positive. 0 if nothing is predicted positive.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 .. 1; NaN if a label is NaN. O(samples).
/// Throws SettingError if the sizes differ.
/// Source: `precision_score` of scikit-learn with `zero_division=0`. For ranked lists see `PrecisionAt`.
struct Precision {
    static constexpr std::string_view name = "precision";

    double threshold = 0.5;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        const auto sums = detail::confusion(name, predictions, labels, weights, threshold);
        return detail::ratio_or_zero(sums.hits, sums.hits + sums.false_alarms);
    }
};

} // namespace linnet::inline LINNET_ISA
