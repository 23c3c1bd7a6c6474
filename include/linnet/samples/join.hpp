// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/known_rows.hpp>
#include <linnet/core/selected.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/dataset.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The given rows of a column, in the given order. requires: each is below `from.size()`
template <Feature F>
[[nodiscard]] LINNET_COLD ColumnStore<F> some_rows(const ColumnStore<F>& from, std::span<const row_id> rows) {
    ColumnStore<F> result;
    if constexpr (IdFeature<F>) {
        result.encoded_by = from.encoded_by;
    }
    for (const row_id row : rows) {
        result.add_row(from, row);
    }
    return result;
}

} // namespace detail

/// Samples joined with what is known about their `Key`: the columns of `data`, then those of `side`, whose sample `r`
/// describes id `r` of the key and is copied to each sample with that id. Labels and weights are those of `data`; those
/// of `side` are ignored. O(samples * (columns + entries of lists)), in time and memory.
/// Throws SettingError if the columns of one of them do not fit each other, IdError if an id is not a row of `side` and
/// the feature refuses unknown ids (otherwise it reads row 0).
template <IdFeature Key, Feature... Fs, std::size_t LabelColumns, Feature... Sides>
[[nodiscard]] LINNET_COLD Dataset<TypeList<Fs..., Sides...>, LabelColumns>
join(Dataset<TypeList<Fs...>, LabelColumns> data, const Dataset<TypeList<Sides...>>& side) {
    static_assert(is_one_of<Key, Fs...>, "linnet: join needs the key feature among those of the data set.");
    static_assert(!(is_one_of<Sides, Fs...> || ...), "linnet: join: the data set has that feature already.");
    data.check();
    side.check();
    std::vector<row_id> storage;
    const std::span<const row_id> rows = known_rows<Key>(data.template column<Key>().ids, side.size(), storage);
    Dataset<TypeList<Fs..., Sides...>, LabelColumns> result;
    ((result.template column<Sides>() = detail::some_rows(side.template column<Sides>(), rows)), ...);
    ((result.template column<Fs>() = std::move(data.template column<Fs>())), ...);
    result.labels = std::move(data.labels);
    result.weights = std::move(data.weights);
    return result;
}

/// Samples joined with what is known about their user, then with what is known about their item.
template <IdFeature User, IdFeature Item, class Data, class UserSide, class ItemSide>
[[nodiscard]] LINNET_COLD auto join(Data data, const UserSide& user_side, const ItemSide& item_side) {
    return join<Item>(join<User>(std::move(data), user_side), item_side);
}

} // namespace linnet::inline LINNET_ISA
