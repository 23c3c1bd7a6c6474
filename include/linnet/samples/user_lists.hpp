// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// What each user had, as the column of a MultiCategorical: sample r is the list of row r of the log, in rising order
/// and without weights, as the user side of CatalogueScorer is. Row 0, the unknown user, has an empty list, and items
/// that are unknown, row 0, are on none. `items` is the vocabulary of the items, which is that of `List`, too. O(log).
/// Throws SettingError if the log has more rows of items than the vocabulary.
template <WeightedListFeature List>
[[nodiscard]] LINNET_COLD ColumnStore<List> user_lists(const UserItems& log, const Vocabulary& items) {
    if (log.items() > items.size()) {
        detail::fail<SettingError>({"user_lists: the log has ", log.items(), " rows of items, and the vocabulary of '",
                                    List::name, "' has ", items.size()});
    }
    ColumnStore<List> lists;
    lists.encoded_by = items.fingerprint();
    for (std::size_t user = 0; user < log.users(); ++user) {
        std::span<const row_id> had = user == 0 ? std::span<const row_id>{} : log.of(user);
        if (!had.empty() && had[0] == 0) {
            had = had.subspan(1);
        }
        lists.add(had);
    }
    return lists;
}

} // namespace linnet::inline LINNET_ISA
