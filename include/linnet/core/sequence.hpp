// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/sequence_store.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// In a function, as a class that failed would be no Feature and more errors would follow.
template <std::size_t MaxLength>
consteval std::size_t at_least_one_id() {
    static_assert(MaxLength > 0, "linnet: Sequence needs room for at least one id.");
    return MaxLength;
}

} // namespace detail

/// Ids in the order of time, oldest first, such as the films that a user saw. `Rows` counts the ids as in Categorical.
/// A data set keeps all ids of a sample; a batch has the last `MaxLength` of them. There is no padding: the offsets say
/// how long each is, so nothing has to be masked. `histories` makes the column from a log.
/// Source: `pad_sequences` of Keras with `truncating='pre'`; the default length is that of RecBole,
/// `MAX_ITEM_LIST_LENGTH`.
template <FixedString Name, std::size_t Rows = dynamic, std::size_t MaxLength = 50,
          UnknownId OnUnknown = UnknownId::refuse>
struct Sequence {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t rows = Rows;
    static constexpr std::size_t max_length = detail::at_least_one_id<MaxLength>();
    static constexpr UnknownId unknown = OnUnknown;

    /// `batch + 1` offsets and the ids they cut; no weights.
    template <class T>
    using column = JaggedColumn<T>;
    using store = SequenceStore<Sequence>;
};

} // namespace linnet::inline LINNET_ISA
