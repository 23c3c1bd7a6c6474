// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// How far predicted probabilities are from observed frequencies. Predictions fall into `bins` bins of equal width,
/// where bin b is `b / bins <= p < (b + 1) / bins` (the last one includes 1), and the error is `sum over bins of |sum w
/// (p - y)| / sum over all of w`. Predictions below 0 or above 1 fall into the outer bins.
///
/// `samples` predictions, labels and weights (no weights: all 1) -> 0 or more; NaN for no samples, and if a prediction
/// or a label is NaN. O(samples + bins). Throws SettingError if the sizes differ or `bins` is 0.
/// Source: Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML 2017, whose 15 bins are the
/// default. Here it is applied to the probability of the positive class.
struct ExpectedCalibrationError {
    static constexpr std::string_view name = "expected_calibration_error";

    std::size_t bins = 15;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const;
};

template <class T>
LINNET_COLD double ExpectedCalibrationError::operator()(std::span<const T> predictions, std::span<const T> labels,
                                                        std::span<const T> weights) const {
    detail::check_sizes(name, predictions.size(), labels.size(), weights.size());
    if (bins == 0) {
        detail::fail<SettingError>({"metric '", name, "' needs at least one bin"});
    }
    std::vector<double> excess(bins); // the predicted sum minus the observed sum
    double total = 0.0;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[i]);
        if (weight == 0.0) {
            continue;
        }
        const double p = static_cast<double>(predictions[i]);
        if (std::isnan(p)) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(bins);
        double& bin = excess[std::min(static_cast<std::size_t>(place), bins - 1)];
        bin = std::fma(weight, p - static_cast<double>(labels[i]), bin);
        total += weight;
    }
    double error = 0.0;
    for (const double bin : excess) {
        error += std::abs(bin);
    }
    return total != 0.0 ? error / total : std::numeric_limits<double>::quiet_NaN();
}

} // namespace linnet::inline LINNET_ISA
