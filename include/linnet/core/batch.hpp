// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <tuple>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

/// Views of `rows` samples, with one column for each feature. It owns nothing, and the columns may lie anywhere,
/// aligned or not.
template <class T, Feature... Features>
struct Batch {
    std::size_t rows = 0;
    std::tuple<typename Features::template column<T>...> columns = {};

    template <Feature F>
    [[nodiscard]] const typename F::template column<T>& column() const {
        return std::get<index_of<F, Features...>()>(columns);
    }
    template <Feature F>
    [[nodiscard]] typename F::template column<T>& column() {
        return std::get<index_of<F, Features...>()>(columns);
    }
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
