// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/interests.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// What `interests` of two features returns. It knows users by the log and by the side of the items.
template <WeightedListFeature Interests, WeightedListFeature Categories>
class InterestsEncoder {
public:
    using features = TypeList<Interests>;
    using of_log = Interests;

    explicit InterestsEncoder(std::size_t top) : top_{top} {}

    [[nodiscard]] LINNET_COLD std::string text() const {
        return detail::text({"interests<", Interests::name, ", ", Categories::name, ">(", top_, ")"});
    }

    /// Gives the categories their rows, unless both features share a vocabulary, which has them.
    template <class Item, class All, class Places>
    LINNET_COLD static void fit(detail::VocabularySet<All, Places>& vocabularies) {
        detail::share_ids(vocabularies.template of<Categories>(), vocabularies.template of<Interests>());
    }
    /// Sample r is that of the user of row r.
    template <class All, class Places, class ItemTable>
    [[nodiscard]] LINNET_COLD ColumnStore<Interests> of_users(const Interactions&, const Vocabulary&,
                                                              const detail::VocabularySet<All, Places>&,
                                                              const UserItems& seen, const ItemTable& items) const {
        return linnet::interests<Interests>(seen, items.template column<Categories>(), top_);
    }

private:
    std::size_t top_;
};

/// What a user is interested in, as a MultiCategorical of a Recommender: the `top` most frequent categories of the
/// items that they had, such as the genres of their films. `Categories` is a feature of the items. See `interests` of a
/// log.
template <WeightedListFeature Interests, WeightedListFeature Categories>
[[nodiscard]] LINNET_COLD InterestsEncoder<Interests, Categories> interests(std::size_t top = 3) {
    return InterestsEncoder<Interests, Categories>(top);
}

} // namespace linnet::inline LINNET_ISA
