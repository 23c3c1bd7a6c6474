// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// Expected positives over observed positives, `sum w p / sum w y`. 1 is right on average, and above 1 the predictions
/// are too high.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> a ratio; NaN for no samples and where the labels
/// sum to 0. O(samples). Throws SettingError if the sizes differ.
/// Source: He et al., "Practical lessons from predicting clicks on ads at Facebook", ADKDD 2014.
struct CalibrationRatio {
    static constexpr std::string_view name = "calibration_ratio";

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const {
        const auto mean = [&](auto which) { return detail::weighted_mean(name, predictions, labels, weights, which); };
        const double expected = mean([](T prediction, T) { return static_cast<double>(prediction); });
        const double seen = mean([](T, T label) { return static_cast<double>(label); });
        return seen != 0.0 ? expected / seen : std::numeric_limits<double>::quiet_NaN();
    }
};

} // namespace linnet::inline LINNET_ISA
