// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/metrics/popularity.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// The share of a list that is relevant to its user and that a primitive model would not have recommended, averaged
/// over the lists that are not empty. The primitive model recommends `expected`. Without that it recommends, for a list
/// of L items, the L most popular items that the user could get, as in PopularityOverlap, so lists of popular items
/// score 0.
///
/// `relevant` and `expected` hold a list for each user, in the order of the users, and each list in any order.
/// Reads `catalogue.relevant` unless `relevant` is given, and `catalogue.counts` and `catalogue.seen` unless `expected`
/// is given. -> 0 .. 1, NaN without recommendations.
/// O(recommendations x (relevant + expected items of a user) + seen items + rows).
/// Throws SettingError if there are no relevant items or the numbers of lists differ, IdError if a recommended item has
/// no count.
/// Source: Ge, Delgado-Battenfeld, Jannach, "Beyond accuracy: evaluating recommender systems by coverage and
/// serendipity", RecSys 2010; the share is that of the whole list, so that a list of popular items scores 0.
struct Serendipity {
    static constexpr std::string_view name = "serendipity";

    const RankedLists* relevant = nullptr; ///< null: those of the catalogue
    const RankedLists* expected = nullptr; ///< of a primitive model; null: the most popular items

    [[nodiscard]] double operator()(const RankedLists& lists, const Catalogue& catalogue) const;

private:
    /// The mean share of what is liked and not expected; `expected_of(user, length)` says what is expected.
    template <class ExpectedOf>
    [[nodiscard]] static double share(const RankedLists& lists, const RankedLists& liked,
                                      const ExpectedOf& expected_of) {
        return detail::mean_over_lists(lists, 1, [&](std::size_t user, std::span<const row_id> list) {
            const auto is_expected = expected_of(user, list.size());
            std::size_t found = 0;
            for (const row_id row : list) {
                found += !is_expected(row) && holds(liked[user], row) ? 1 : 0;
            }
            return static_cast<double>(found) / static_cast<double>(list.size());
        });
    }
    static bool holds(std::span<const row_id> rows, row_id row) {
        return std::find(rows.begin(), rows.end(), row) != rows.end();
    }
    static void check_lists(std::string_view what, const RankedLists& given, const RankedLists& lists);
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION double Serendipity::operator()(const RankedLists& lists,
                                                             const Catalogue& catalogue) const {
    const RankedLists* const liked = relevant != nullptr ? relevant : catalogue.relevant;
    if (liked == nullptr) {
        detail::fail<SettingError>({"metric '", name, "' needs the relevant items of each user"});
    }
    check_lists("relevant", *liked, lists);
    if (expected != nullptr) {
        check_lists("expected", *expected, lists);
        return share(lists, *liked, [&](std::size_t user, std::size_t) {
            return [this, user](row_id row) { return holds((*expected)[user], row); };
        });
    }
    detail::PopularLists popular{name, lists, catalogue};
    return share(lists, *liked, [&](std::size_t user, std::size_t length) {
        popular.find(user, length);
        return [&](row_id row) { return popular.holds(row); };
    });
}

LINNET_DEFINITION void Serendipity::check_lists(std::string_view what, const RankedLists& given,
                                                const RankedLists& lists) {
    if (given.size() != lists.size()) {
        detail::fail<SettingError>(
            {"metric '", name, "' got ", lists.size(), " lists and the ", what, " items of ", given.size()});
    }
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
