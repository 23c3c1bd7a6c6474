// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/histories.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// What `history` returns. It knows users by the log alone.
template <SequenceFeature Seen>
class HistoryEncoder {
public:
    using features = TypeList<Seen>;
    using of_log = Seen;

    [[nodiscard]] LINNET_COLD static std::string text() { return detail::text({"history<", Seen::name, ">()"}); }

    /// Gives the items of the log their rows, unless the feature shares the vocabulary of the item, which has them.
    template <class Item, class All, class Places>
    LINNET_COLD static void fit(detail::VocabularySet<All, Places>& vocabularies) {
        detail::share_ids(vocabularies.template of<Item>(), vocabularies.template of<Seen>());
    }
    /// What each user had by the end of the log: sample r is that of row r of `users`.
    template <class All, class Places, class ItemTable>
    [[nodiscard]] LINNET_COLD static ColumnStore<Seen> of_users(const Interactions& log, const Vocabulary& users,
                                                                const detail::VocabularySet<All, Places>& vocabularies,
                                                                const UserItems&, const ItemTable&) {
        return user_histories<Seen>(log, users, vocabularies);
    }
    /// What the user of each interaction had before it.
    template <class All, class Places>
    [[nodiscard]] LINNET_COLD static ColumnStore<Seen>
    of_samples(const Interactions& log, const detail::VocabularySet<All, Places>& vocabularies,
               const Interactions& past) {
        return histories<Seen>(log, vocabularies, past);
    }
};

/// What a user had before, oldest first, as a Sequence of a Recommender: in training what came before each interaction,
/// later all of it, which grows with each event. Times come from the log. See `histories`.
template <SequenceFeature Seen>
[[nodiscard]] LINNET_COLD HistoryEncoder<Seen> history() {
    return {};
}

} // namespace linnet::inline LINNET_ISA
