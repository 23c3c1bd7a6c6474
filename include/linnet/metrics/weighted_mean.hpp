// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Throws SettingError, naming the metric and the sizes, unless every prediction has a label and, if there are weights,
/// a weight.
LINNET_COLD inline void check_sizes(std::string_view metric, std::size_t predictions, std::size_t labels,
                                    std::size_t weights) {
    if (labels != predictions || (weights != 0 && weights != predictions)) {
        fail<SettingError>(
            {"metric '", metric, "' got ", predictions, " predictions, ", labels, " labels and ", weights, " weights"});
    }
}

/// `sum w_i * term(p_i, y_i) / sum w_i`, in double and in index order. Samples of weight 0 are ignored; if the weights
/// sum to 0, the mean is NaN.
template <class T, class Term>
[[nodiscard]] double weighted_mean(std::string_view metric, std::span<const T> predictions, std::span<const T> labels,
                                   std::span<const T> weights, Term term) {
    check_sizes(metric, predictions.size(), labels.size(), weights.size());
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[i]);
        if (weight != 0.0) {
            // Fused with and without FMA hardware, because the bits of a metric should not depend on the machine.
            sum = std::fma(weight, term(predictions[i], labels[i]), sum);
            total += weight;
        }
    }
    return total != 0.0 ? sum / total : std::numeric_limits<double>::quiet_NaN();
}

} // namespace linnet::inline LINNET_ISA::detail
