// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/core/fixed_string.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet {

/// `Columns` real numbers per sample, such as a price or an image's vector.
template <FixedString Name, std::size_t Columns = 1>
struct Numeric {
    static_assert(Columns > 0, "linnet: Numeric needs at least one column.");

    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t columns = Columns;

    /// `batch x Columns`.
    template <class T>
    using column = ConstMatrixView<T>;
};

} // namespace linnet
