// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// The share, by weight, of samples whose label (0 or 1) equals `prediction > threshold`. A label between 0 and 1
/// equals neither, and a NaN prediction is always wrong.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 .. 1, NaN for no samples. O(samples).
/// Throws SettingError if the sizes differ.
/// Source: `BinaryAccuracy` of Keras, where a NaN prediction counts as 0.
struct Accuracy {
    static constexpr std::string_view name = "accuracy";

    double threshold = 0.5;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        // Compares in T, so that a prediction of exactly 0.1f is not above a threshold of 0.1.
        const T limit = static_cast<T>(threshold);
        return detail::weighted_mean(name, predictions, labels, weights, [limit](T prediction, T label) {
            const bool right = prediction > limit ? label == T{1} : prediction <= limit && label == T{0};
            return right ? 1.0 : 0.0;
        });
    }
};

} // namespace linnet::inline LINNET_ISA
