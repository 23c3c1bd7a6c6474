// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/id_store.hpp>

namespace linnet::inline LINNET_ISA {

/// A feature with one id for each sample, such as the user or the item. `Rows` counts the ids and includes row 0, which
/// is kept for unknown ones; `dynamic` leaves the number to the construction of the model.
template <FixedString Name, std::size_t Rows = dynamic, UnknownId OnUnknown = UnknownId::refuse>
struct Categorical {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t rows = Rows;
    static constexpr UnknownId unknown = OnUnknown;

    /// `batch` ids.
    template <class T>
    using column = std::span<const row_id>;
    using store = IdStore<Categorical>;
};

} // namespace linnet::inline LINNET_ISA
