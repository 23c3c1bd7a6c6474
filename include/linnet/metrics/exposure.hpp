// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// How often each recommended item is in a list, in the order of rows, for items that are in at least one.
/// O(recommendations + highest row). Throws SettingError if there are more of them than items in the catalogue.
[[nodiscard]] LINNET_COLD inline std::vector<std::uint64_t> exposures(std::string_view metric, const RankedLists& lists,
                                                                      const Catalogue& catalogue) {
    std::vector<std::uint64_t> counts;
    for (const row_id row : lists.rows()) {
        if (row >= counts.size()) {
            counts.resize(std::size_t{row} + 1);
        }
        ++counts[row];
    }
    counts.erase(std::remove(counts.begin(), counts.end(), std::uint64_t{0}), counts.end());
    if (counts.size() > catalogue.items) {
        fail<SettingError>({"metric '", metric, "' got lists of ", counts.size(), " distinct items and a catalogue of ",
                            catalogue.items});
    }
    return counts;
}

} // namespace linnet::inline LINNET_ISA::detail
