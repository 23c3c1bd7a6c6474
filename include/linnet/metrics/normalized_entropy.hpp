// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <limits>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/log_loss.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// The log loss divided by that of the best constant: `LogLoss / (-(r ln r + (1 - r) ln(1 - r)))`, where r is the mean
/// label by weight. A model that only knows the mean scores 1, and lower is better. Probabilities are clipped as in
/// LogLoss; labels lie in 0 .. 1.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 or more; NaN for no samples, if all labels are 0
/// or all are 1, and if a prediction is NaN. O(samples). Throws SettingError if the sizes differ.
/// Source: He et al., "Practical lessons from predicting clicks on ads at Facebook", ADKDD 2014.
struct NormalizedEntropy {
    static constexpr std::string_view name = "normalized_entropy";

    double epsilon = 1e-7;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        const double rate = detail::weighted_mean(name, predictions, labels, weights,
                                                  [](T, T label) { return static_cast<double>(label); });
        if (!(rate > 0.0 && rate < 1.0)) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        const double entropy = -std::fma(rate, std::log(rate), (1.0 - rate) * std::log1p(-rate));
        return LogLoss{.epsilon = epsilon}(predictions, labels, weights) / entropy;
    }
};

} // namespace linnet::inline LINNET_ISA
