// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/metrics/exposure.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// The share of the items in the catalogue that is recommended to anyone: `distinct items in the lists / items`.
///
/// Reads `catalogue.items`. -> 0 .. 1, NaN for a catalogue without items. O(recommendations + highest row).
/// Throws SettingError if the lists hold more distinct items than the catalogue.
/// Source: Ge, Delgado-Battenfeld, Jannach, "Beyond accuracy: evaluating recommender systems by coverage and
/// serendipity", RecSys 2010.
struct CatalogueCoverage {
    static constexpr std::string_view name = "catalogue_coverage";

    [[nodiscard]] LINNET_COLD double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        const auto recommended = static_cast<double>(detail::exposures(name, lists, catalogue).size());
        return catalogue.items != 0 ? recommended / static_cast<double>(catalogue.items)
                                    : std::numeric_limits<double>::quiet_NaN();
    }
};

} // namespace linnet::inline LINNET_ISA
