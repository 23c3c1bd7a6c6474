// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

/// Views of `rows` samples, with one column for each feature. It owns nothing, and the columns may lie anywhere,
/// aligned or not.
///
/// In a batch for a network of two towers (network/towers.hpp) every `group` rows may be the pairs of one row of a
/// tower with several of the other, such as those of a user with a positive and its negatives. The columns of the
/// former are then shared: they have a row for each group, and that tower runs once for it.
template <class T, Feature... Features>
struct Batch {
    std::size_t rows = 0;
    std::tuple<typename Features::template column<T>...> columns = {};
    std::size_t group = 1;
    std::uint64_t shared_columns = 0; ///< bit i: the column of feature i is shared

    template <Feature F>
    [[nodiscard]] const typename F::template column<T>& column() const {
        return std::get<index_of<F, Features...>()>(columns);
    }
    template <Feature F>
    [[nodiscard]] typename F::template column<T>& column() {
        return std::get<index_of<F, Features...>()>(columns);
    }

    [[nodiscard]] bool shares(std::size_t feature) const { return (shared_columns >> feature & 1) != 0; }
};

namespace detail {

template <class T, class List>
struct batch_of;
template <class T, class... Features>
struct batch_of<T, TypeList<Features...>> {
    using type = Batch<T, Features...>;
};

} // namespace detail

/// The batch that carries every feature of a `TypeList`.
template <class T, class Features>
using BatchOf = typename detail::batch_of<T, Features>::type;

} // namespace linnet::inline LINNET_ISA
