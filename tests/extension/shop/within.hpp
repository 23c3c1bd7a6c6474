// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include <linnet/linnet.hpp>

namespace shop {

/// The share of samples, by weight, whose prediction is at most `tolerance` from the label; NaN for none.
struct Within {
    static constexpr std::string_view name = "within";

    double tolerance = 0.5;

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights) const {
        double near = 0.0;
        double total = 0.0;
        for (std::size_t i = 0; i < predictions.size(); ++i) {
            const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[i]);
            total += weight;
            if (std::abs(static_cast<double>(predictions[i]) - static_cast<double>(labels[i])) <= tolerance) {
                near += weight;
            }
        }
        return total > 0.0 ? near / total : std::numeric_limits<double>::quiet_NaN();
    }
};

} // namespace shop
