// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/encode.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The rows of a feature: from its type, or, if that says `dynamic`, those of its vocabulary.
template <IdFeature F, class AllVocabularies>
[[nodiscard]] std::size_t rows_in(const AllVocabularies& vocabularies) {
    if constexpr (F::rows == dynamic) {
        return vocabularies.template of<F>().size();
    } else {
        return F::rows;
    }
}

} // namespace detail

/// Who had what in a data set, whatever the labels: `recommend` excludes it, `with_negatives` and MostPopular learn
/// from it, `evaluate_ranking` tests by it. Rows of users and items are those of the features, or of their
/// vocabularies. Throws SettingError if the columns of the data set do not fit, IdError if an id is not below its rows.
template <IdFeature User, IdFeature Item, class Data, class AllVocabularies>
    requires(!std::same_as<Data, Interactions>)
[[nodiscard]] LINNET_COLD UserItems user_items(const Data& data, const AllVocabularies& vocabularies) {
    data.check();
    return {data.template column<User>().ids, data.template column<Item>().ids, detail::rows_in<User>(vocabularies),
            detail::rows_in<Item>(vocabularies)};
}

/// The same of a log, encoded by the vocabularies: ids that they lack count for row 0. Throws also what `encode`
/// throws.
template <IdFeature User, IdFeature Item, class AllVocabularies>
[[nodiscard]] LINNET_COLD UserItems user_items(const Interactions& log, const AllVocabularies& vocabularies) {
    return user_items<User, Item>(encode<User, Item>(log, vocabularies), vocabularies);
}

/// The same of a data set whose features say their rows.
template <IdFeature User, IdFeature Item, class Data>
[[nodiscard]] LINNET_COLD UserItems user_items(const Data& data) {
    static_assert(User::rows != dynamic && Item::rows != dynamic,
                  "linnet: user_items needs the vocabularies of features that do not say their rows: "
                  "user_items<User, Item>(data, vocabularies).");
    data.check();
    return {data.template column<User>().ids, data.template column<Item>().ids, User::rows, Item::rows};
}

} // namespace linnet::inline LINNET_ISA
