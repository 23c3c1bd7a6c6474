// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/metrics/exposure.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// The Gini coefficient of how often each of the n items in the catalogue is recommended, including those that never
/// are: `sum over j of (2j - n - 1) x_j / (n sum of x_j)`, with x in rising order and j from 1. It is 0 if all are
/// recommended equally often, and `1 - 1/n` if only one is.
///
/// Reads `catalogue.items`. -> 0 .. 1, NaN without recommendations. O(recommendations + highest row).
/// Throws SettingError if the lists hold more distinct items than the catalogue.
/// Source: Fleder, Hosanagar, "Blockbuster culture's next rise or fall: the impact of recommender systems on sales
/// diversity", Management Science 55, 2009.
struct GiniOfExposure {
    static constexpr std::string_view name = "gini_of_exposure";

    [[nodiscard]] LINNET_COLD double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        const std::vector<std::uint64_t> counts = detail::exposures(name, lists, catalogue);
        const auto n = static_cast<double>(catalogue.items);
        double j = n - static_cast<double>(counts.size()); // so many items come first and add nothing
        double sum = 0.0;
        double total = 0.0;
        for (const std::size_t place : sorted_order(counts)) {
            const auto x = static_cast<double>(counts[place]);
            j += 1.0;
            sum = std::fma(2.0 * j - n - 1.0, x, sum);
            total += x;
        }
        return total != 0.0 ? sum / (n * total) : std::numeric_limits<double>::quiet_NaN();
    }
};

} // namespace linnet::inline LINNET_ISA
