// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/metrics/exposure.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// Shannon entropy of the items' shares of all recommendations, `-sum of p_i log2 p_i`, in bits: 0 if only one item is
/// recommended, log2(items) if all are recommended equally often. 2 to the power of it is the effective number of
/// recommended items.
///
/// Reads `catalogue.items`, as a check. -> 0 or more, NaN without recommendations. O(recommendations + highest row).
/// Throws SettingError if the lists hold more distinct items than the catalogue.
/// Source: Shannon, "A mathematical theory of communication", 1948; of recommendations: Castells, Hurley, Vargas,
/// "Novelty and diversity in recommender systems", Recommender Systems Handbook, 2015.
struct ExposureEntropy {
    static constexpr std::string_view name = "exposure_entropy";

    [[nodiscard]] LINNET_COLD double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        const std::vector<std::uint64_t> counts = detail::exposures(name, lists, catalogue);
        const auto total = static_cast<double>(lists.rows().size());
        double entropy = 0.0;
        for (const std::uint64_t count : counts) {
            const auto x = static_cast<double>(count);
            entropy = std::fma(x / total, std::log2(total / x), entropy);
        }
        return total != 0.0 ? entropy : std::numeric_limits<double>::quiet_NaN();
    }
};

} // namespace linnet::inline LINNET_ISA
