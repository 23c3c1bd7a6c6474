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

/// One id per sample, such as the user or the item. `Rows` counts the ids, row 0 for unknown ones included; `dynamic`
/// leaves it to the model's construction.
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
