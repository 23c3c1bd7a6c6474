// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// `sqrt(mean of (prediction - label)^2)`, the mean by weight; in the unit of the labels, such as stars.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 or more, NaN for no samples. O(samples).
/// Throws SettingError if the sizes differ.
/// Source: `RootMeanSquaredError` of Keras.
struct RootMeanSquaredError {
    static constexpr std::string_view name = "rmse";

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        return std::sqrt(detail::weighted_mean(name, predictions, labels, weights, [](T prediction, T label) {
            const double error = static_cast<double>(prediction) - static_cast<double>(label);
            return error * error;
        }));
    }
};

} // namespace linnet::inline LINNET_ISA
