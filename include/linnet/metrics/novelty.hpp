// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// How little known the recommended items are: the mean over a list of `-log2(max(n_i, 1) / users)`, in bits, averaged
/// over the lists that are not empty. n_i is the number of users in the training log who had item i.
///
/// Reads `catalogue.counts` and `catalogue.users`. -> 0 (everyone had them) or more; NaN without recommendations.
/// O(recommendations). Throws IdError if a recommended item has no count, SettingError if there are no users.
/// Source: Zhou et al., "Solving the apparent diversity-accuracy dilemma of recommender systems", PNAS 107, 2010
/// (self-information).
struct Novelty {
    static constexpr std::string_view name = "novelty";

    [[nodiscard]] LINNET_COLD double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        if (catalogue.users == 0) {
            detail::fail<SettingError>({"metric '", name, "' needs a catalogue with users"});
        }
        detail::check_rows(name, lists, catalogue.counts.size(), "counts");
        const auto users = static_cast<double>(catalogue.users);
        return detail::mean_over_lists(lists, 1, [&](std::size_t, std::span<const row_id> list) {
            double sum = 0.0;
            for (const row_id row : list) {
                sum += std::log2(users / static_cast<double>(std::max(catalogue.counts[row], std::uint32_t{1})));
            }
            return sum / static_cast<double>(list.size());
        });
    }
};

} // namespace linnet::inline LINNET_ISA
