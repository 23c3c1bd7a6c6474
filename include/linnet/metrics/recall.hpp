// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/confusion.hpp>

namespace linnet::inline LINNET_ISA {

/// Of the positive samples (label above 0.5), the share, by weight, that is predicted positive (`prediction >
/// threshold`): `TP / (TP + FN)`. A NaN prediction is not positive. 0 if nothing is positive.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 .. 1; NaN if a label is NaN. O(samples).
/// Throws SettingError if the sizes differ.
/// Source: `recall_score` of scikit-learn with `zero_division=0`. For ranked lists see `RecallAt`.
struct Recall {
    static constexpr std::string_view name = "recall";

    double threshold = 0.5;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        const auto sums = detail::confusion(name, predictions, labels, weights, threshold);
        return detail::ratio_or_zero(sums.hits, sums.hits + sums.misses);
    }
};

} // namespace linnet::inline LINNET_ISA
