// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// Binary cross-entropy, `mean of -(y ln p + (1 - y) ln(1 - p))` by weight, in nats. Probabilities are clipped to
/// [epsilon, 1 - epsilon], so that a certain but wrong prediction costs 16.1 and not infinity. Labels lie in 0 .. 1.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 or more; NaN for no samples, or if a prediction
/// is NaN. O(samples). Throws SettingError if the sizes differ.
/// Source: `BinaryCrossentropy` of Keras, whose epsilon is the default.
struct LogLoss {
    static constexpr std::string_view name = "log_loss";

    double epsilon = 1e-7;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        return detail::weighted_mean(name, predictions, labels, weights, [this](T prediction, T label) {
            const double p = std::clamp(static_cast<double>(prediction), epsilon, 1.0 - epsilon);
            const double y = static_cast<double>(label);
            return -std::fma(y, std::log(p), (1.0 - y) * std::log(1.0 - p));
        });
    }
};

} // namespace linnet::inline LINNET_ISA
