// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/samples/encode.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The number of rows of a feature: from its type, or, if that says `dynamic`, from its vocabulary.
template <IdFeature F, class AllVocabularies>
[[nodiscard]] std::size_t rows_in(const AllVocabularies& vocabularies) {
    if constexpr (F::rows == dynamic) {
        return vocabularies.template of<F>().size();
    } else {
        return F::rows;
    }
}

} // namespace detail

/// Who had what in a data set, whatever the labels. `recommend` excludes these items, `with_negatives` and MostPopular
/// learn from them, and `evaluate_ranking` tests against them. The rows of users and items are those of the features or
/// of their vocabularies. The result does not depend on the executor. Throws SettingError if the columns of the data
/// set do not fit, IdError if an id is not below its number of rows.
template <IdFeature User, IdFeature Item, class Data, class AllVocabularies>
    requires(!std::same_as<Data, Interactions> && !std::is_pointer_v<AllVocabularies>)
[[nodiscard]] LINNET_COLD UserItems user_items(const Data& data, const AllVocabularies& vocabularies,
                                               Executor* executor = nullptr) {
    data.check();
    return {data.template column<User>().ids, data.template column<Item>().ids, detail::rows_in<User>(vocabularies),
            detail::rows_in<Item>(vocabularies), executor};
}

/// As above, for a log that is encoded by the vocabularies: ids that they lack count for row 0. Also throws what
/// `encode` throws.
template <IdFeature User, IdFeature Item, class AllVocabularies>
[[nodiscard]] LINNET_COLD UserItems user_items(const Interactions& log, const AllVocabularies& vocabularies,
                                               Executor* executor = nullptr) {
    return user_items<User, Item>(encode<User, Item>(log, vocabularies, executor), vocabularies, executor);
}

/// As above, for a data set whose features say their number of rows.
template <IdFeature User, IdFeature Item, class Data>
[[nodiscard]] LINNET_COLD UserItems user_items(const Data& data, Executor* executor = nullptr) {
    static_assert(User::rows != dynamic && Item::rows != dynamic,
                  "linnet: user_items needs the vocabularies of features that do not say their rows: "
                  "user_items<User, Item>(data, vocabularies).");
    data.check();
    return {data.template column<User>().ids, data.template column<Item>().ids, User::rows, Item::rows, executor};
}

} // namespace linnet::inline LINNET_ISA
