// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/selected.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/auc.hpp>
#include <linnet/metrics/weighted_mean.hpp>

namespace linnet::inline LINNET_ISA {

/// The mean of the groups' areas under the ROC curve, `sum n_g Auc_g / sum n_g`: how well the samples of each user are
/// ordered. n_g is the weight of the samples of the group, which is their number if there are no weights. Groups
/// without a positive or without a negative are left out of both sums. Ties and NaN are treated as in Auc, so a model
/// that is constant within each group scores 0.5.
///
/// `groups` has one id for each sample, such as the row of the user; `samples` predictions, labels and weights (no
/// weights: all 1) -> 0 .. 1; NaN if no group has both classes, or if a label is NaN. O(samples). Throws SettingError
/// if sizes differ.
/// Source: Zhu et al., "Optimized cost per click in Taobao display advertising", KDD 2017; Zhou et al., "Deep interest
/// network for click-through rate prediction", KDD 2018.
struct GroupedAuc {
    static constexpr std::string_view name = "grouped_auc";

    std::span<const std::uint32_t> groups = {};

    template <class T>
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights = {}) const;
};

template <class T>
LINNET_COLD double GroupedAuc::operator()(std::span<const T> predictions, std::span<const T> labels,
                                          std::span<const T> weights) const {
    detail::check_sizes(name, predictions.size(), labels.size(), weights.size());
    if (groups.size() != predictions.size()) {
        detail::fail<SettingError>(
            {"metric '", name, "' got ", predictions.size(), " predictions and ", groups.size(), " groups"});
    }
    const std::vector<std::uint64_t> keys = detail::auc_keys(predictions, labels, weights);
    if (keys.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    // Orders by prediction, then by group, because sorting keeps the order of equal keys.
    const std::vector<std::size_t> ranked = sorted_order(keys);
    std::vector<std::uint64_t> group_keys(ranked.size());
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        group_keys[i] = groups[ranked[i]];
    }
    const std::vector<std::size_t> order = detail::selected(ranked, sorted_order(group_keys));

    double sum = 0.0;
    double total = 0.0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        double impressions = 0.0;
        for (; last < order.size() && groups[order[last]] == groups[order[first]]; ++last) {
            impressions += weights.empty() ? 1.0 : static_cast<double>(weights[order[last]]);
        }
        const auto group = std::span<const std::size_t>(order).subspan(first, last - first);
        const double auc = detail::ranked_auc<T>(group, keys, labels, weights);
        if (!std::isnan(auc)) {
            sum = std::fma(impressions, auc, sum);
            total += impressions;
        }
        first = last;
    }
    return total != 0.0 ? sum / total : std::numeric_limits<double>::quiet_NaN();
}

} // namespace linnet::inline LINNET_ISA
